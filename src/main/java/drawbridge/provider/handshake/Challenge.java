package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the provider wants to see again.
 *
 * @param setting the member of a trigger's settings that may name the only one to be answered; null
 *     when there is none
 */
record Challenge(DeliveryPart part, Form form, @Nullable String setting) {

  /** Empty when it is missing, comes twice, or has not the form. */
  Optional<String> in(Delivery delivery) {
    return part.in(delivery).filter(form::fits);
  }
}
