package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Charges for a loop that passes one value from round to round. Nothing else that a round makes
 * survives it, so the rest is refunded. The surviving value is measured only when the charge is
 * large enough.
 */
final class LoopState {

  private final Budget budget;
  private long begun;
  private long counted;

  LoopState(Budget budget) {
    this.budget = budget;
  }

  void begin() {
    begun = budget.built();
    budget.step();
  }

  void end(JsonNode carried) {
    counted += budget.built() - begun;
    if (counted > Bounds.BUILT / 2) {
      long held = budget.held(carried);
      budget.refund(counted);
      budget.build(held);
      counted = held;
    }
  }
}
