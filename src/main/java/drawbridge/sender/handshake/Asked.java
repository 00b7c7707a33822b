package drawbridge.sender.handshake;

import drawbridge.sender.Delivery;
import java.util.List;

/**
 * How the request is recognised.
 *
 * @param method in capitals
 * @param when all must be met; none means that the method says it all
 * @param signed whether the provider signs it like an event
 */
record Asked(String method, List<Condition> when, boolean signed) {

  Asked {
    when = List.copyOf(when);
  }

  boolean isIn(Delivery delivery) {
    return delivery.method().equals(method)
        && when.stream().allMatch(condition -> condition.isMetBy(delivery));
  }
}
