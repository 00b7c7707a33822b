/** See {@link drawbridge.operator}. */
@NullMarked
package drawbridge.operator.control;

import org.jspecify.annotations.NullMarked;
