/** See {@link drawbridge.inbound.trigger}. */
@NullMarked
package drawbridge.inbound.trigger.boundary;

import org.jspecify.annotations.NullMarked;
