/** See {@link drawbridge.inbound.trigger}. */
@NullMarked
package drawbridge.inbound.trigger.control;

import org.jspecify.annotations.NullMarked;
