/**
 * The setup of a trigger: its JSON form, the checks of the form, and the compiled setup.
 *
 * <p>{@code trigger.control} and {@code admin} may use it; {@code console} may read it. Nothing
 * here knows a store. Invariant: checks apply to setups that are created, changed or imported, and
 * never to stored ones (T14). A setup holds no secret; {@link
 * drawbridge.inbound.trigger.setup.GivenSecrets} takes them out of the form.
 */
@NullMarked
package drawbridge.inbound.trigger.setup;

import org.jspecify.annotations.NullMarked;
