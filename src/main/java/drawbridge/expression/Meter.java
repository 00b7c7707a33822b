package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** What one rendering has spent: rounds of its loops, nodes it met, characters it made. */
final class Meter {

  private static final int WORK_PER_STEP = 16;

  private final ExpressionLimits limits;
  private int rounds;
  private long work;

  Meter(ExpressionLimits limits) {
    this.limits = limits;
  }

  /** Counts the rounds of all loops, so that nested loops cannot multiply without end. */
  void round() {
    if (++rounds > limits.steps()) {
      throw new ResolutionFailure("a template takes more than " + limits.steps() + " rounds");
    }
  }

  int eachElements() {
    return limits.eachElements();
  }

  /** The value as text, paid for. */
  String text(JsonNode node) {
    visit(node);
    return made(Rendering.textOf(node));
  }

  /** A text that a call made. */
  String made(String text) {
    if (text.length() > limits.outputLength()) {
      throw new ResolutionFailure(
          "a template makes a text of more than " + limits.outputLength() + " characters");
    }
    spend(1 + text.length() / WORK_PER_STEP);
    return text;
  }

  /** Pays for looking at all of a value. */
  void visit(JsonNode node) {
    spend(1);
    if (node.isTextual()) {
      spend(node.textValue().length() / WORK_PER_STEP);
    }
    for (JsonNode child : node) {
      visit(child);
    }
  }

  private void spend(long amount) {
    work += amount;
    if (work > (long) limits.steps() * WORK_PER_STEP) {
      throw new ResolutionFailure("a template takes more than " + limits.steps() + " steps");
    }
  }
}
