package drawbridge.sender.handshake;

import drawbridge.sender.Delivery;
import drawbridge.sender.Part;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the provider wants to see again.
 *
 * @param setting the member of a trigger's settings that may name the only one to be answered; null
 *     when there is none
 */
record Challenge(Part part, Form form, @Nullable String setting) {

  /** Empty when it is missing, comes twice, or has not the form. */
  Optional<String> in(Delivery delivery) {
    return part.in(delivery).filter(form::fits);
  }
}
