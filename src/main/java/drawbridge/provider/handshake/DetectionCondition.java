package drawbridge.provider.handshake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.HashSet;
import java.util.Set;

/** A condition that distinguishes a handshake from an event. */
sealed interface DetectionCondition {

  boolean matches(Delivery delivery);

  /**
   * The part is present, with any text. A repeated part counts, so that the request is refused as a
   * handshake and not read as an event.
   */
  record Present(DeliveryPart part) implements DetectionCondition {
    @Override
    public boolean matches(Delivery delivery) {
      return part.isPresentIn(delivery);
    }
  }

  /** The part has this text, which is not secret. */
  record HasText(DeliveryPart part, String text) implements DetectionCondition {
    @Override
    public boolean matches(Delivery delivery) {
      return part.in(delivery).filter(text::equals).isPresent();
    }
  }

  /** The body is empty. */
  record EmptyBody() implements DetectionCondition {
    @Override
    public boolean matches(Delivery delivery) {
      return delivery.body().length == 0;
    }
  }

  /** The body is a JSON object with exactly these members. */
  record HasMembers(Set<String> members) implements DetectionCondition {
    public HasMembers {
      members = Set.copyOf(members);
    }

    @Override
    public boolean matches(Delivery delivery) {
      Set<String> found = new HashSet<>();
      delivery.json().fieldNames().forEachRemaining(found::add);
      return delivery.json() instanceof ObjectNode && found.equals(members);
    }
  }
}
