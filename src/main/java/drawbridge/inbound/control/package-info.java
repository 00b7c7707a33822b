/** See {@link drawbridge.inbound}. */
@NullMarked
package drawbridge.inbound.control;

import org.jspecify.annotations.NullMarked;
