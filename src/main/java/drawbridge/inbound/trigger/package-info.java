/**
 * Triggers (CONTRACT §5): one unguessable address for each, whose sender controls neither headers
 * nor body. What a provider signs and asks is known to {@link drawbridge.provider}; what was
 * ordered is recorded the way of every other request, by {@link drawbridge.inbound}.
 *
 * <p>The console may use {@code control} and {@code entity}; {@code inbound} itself knows nothing
 * of triggers. The rule that is easily broken: the id in an address is a credential, and is neither
 * logged nor counted nor part of a rejection; a trigger is spoken of by its name.
 */
@NullMarked
package drawbridge.inbound.trigger;

import org.jspecify.annotations.NullMarked;
