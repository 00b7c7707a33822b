/**
 * One event of a request to a trigger: what programs of the trigger see of it, and its uid (T3).
 *
 * <p>{@code trigger.setup} compiles programs for it, {@code trigger.control} makes and routes
 * events. The package knows neither triggers nor stores. Invariant: trees of a request are shared
 * by its events and never changed.
 */
@NullMarked
package drawbridge.inbound.trigger.event;

import org.jspecify.annotations.NullMarked;
