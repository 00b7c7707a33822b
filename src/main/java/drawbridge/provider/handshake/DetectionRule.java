package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import java.util.List;

/**
 * Recognizes the request of a handshake.
 *
 * @param method in upper case
 * @param when conditions that must all hold
 * @param signed whether the provider signs it like an event
 */
record DetectionRule(String method, List<DetectionCondition> when, boolean signed) {

  DetectionRule {
    when = List.copyOf(when);
  }

  boolean matches(Delivery delivery) {
    return delivery.method().equals(method)
        && when.stream().allMatch(condition -> condition.matches(delivery));
  }
}
