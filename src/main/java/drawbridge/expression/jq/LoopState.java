package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The rounds of a loop that carries one value from each to the next. Nothing else that a round
 * built can be held when it is over, so a sum of ten thousand small rounds need not be paid as if
 * all of them were still there; looking at what is held is put off until it is worth it.
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
    if (counted > budget.bounds().built() / 2) {
      long held = budget.held(carried);
      budget.takeBack(counted);
      budget.build(held);
      counted = held;
    }
  }
}
