/** See {@link drawbridge.operator}. */
@NullMarked
package drawbridge.operator.entity;

import org.jspecify.annotations.NullMarked;
