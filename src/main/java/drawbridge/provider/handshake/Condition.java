package drawbridge.provider.handshake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.HashSet;
import java.util.Set;

/** Something by which a handshake is told from an event. */
sealed interface Condition {

  boolean isMetBy(Delivery delivery);

  /**
   * The text is there; what it says does not matter. What comes twice is there as well, so that the
   * request is refused as a handshake instead of being taken for an event.
   */
  record Comes(DeliveryPart part) implements Condition {
    @Override
    public boolean isMetBy(Delivery delivery) {
      return part.comesIn(delivery);
    }
  }

  /** The text is this one; nothing secret, so it is compared as it is. */
  record Says(DeliveryPart part, String text) implements Condition {
    @Override
    public boolean isMetBy(Delivery delivery) {
      return part.in(delivery).filter(text::equals).isPresent();
    }
  }

  /** There is no body. */
  record NoBody() implements Condition {
    @Override
    public boolean isMetBy(Delivery delivery) {
      return delivery.body().length == 0;
    }
  }

  /** The body is a JSON object with these members, all of them and no other. */
  record Exactly(Set<String> members) implements Condition {
    public Exactly {
      members = Set.copyOf(members);
    }

    @Override
    public boolean isMetBy(Delivery delivery) {
      Set<String> found = new HashSet<>();
      delivery.json().fieldNames().forEachRemaining(found::add);
      return delivery.json() instanceof ObjectNode && found.equals(members);
    }
  }
}
