/** See {@link drawbridge.inbound.trigger}. */
@NullMarked
package drawbridge.inbound.trigger.entity;

import org.jspecify.annotations.NullMarked;
