package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text that the provider expects in the answer.
 *
 * @param setting the member of a trigger's settings that may name the only allowed text; null for
 *     none
 */
record Challenge(DeliveryPart part, Form form, @Nullable String setting) {

  /** Returns the challenge; empty when it is missing, repeated or malformed. */
  Optional<String> in(Delivery delivery) {
    return part.in(delivery).filter(form::fits);
  }
}
