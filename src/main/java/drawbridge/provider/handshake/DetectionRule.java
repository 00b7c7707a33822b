package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import java.util.List;

/**
 * How the request is recognised.
 *
 * @param method in capitals
 * @param when all must be met; none means that the method says it all
 * @param signed whether the provider signs it like an event
 */
record DetectionRule(String method, List<Condition> when, boolean signed) {

  DetectionRule {
    when = List.copyOf(when);
  }

  boolean isIn(Delivery delivery) {
    return delivery.method().equals(method)
        && when.stream().allMatch(condition -> condition.isMetBy(delivery));
  }
}
