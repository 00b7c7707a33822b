/** See {@link drawbridge.operator}. */
@NullMarked
package drawbridge.operator.boundary;

import org.jspecify.annotations.NullMarked;
