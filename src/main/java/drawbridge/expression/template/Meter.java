package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.compute.Checkpoint;

/** Counts the cost of one rendering: loop rounds, visited nodes, produced characters. */
final class Meter {

  private static final int MAX_STEPS = 1_000_000;
  private static final int WORK_PER_STEP = 16;

  private static final int WORK_PER_CHECK = 16 * 1024;

  private int rounds;
  private long work;
  private long nextCheck = WORK_PER_CHECK;

  /** Counts a round of any loop, which bounds nested loops together. */
  void round() {
    if (++rounds > MAX_STEPS) {
      throw new ResolutionFailure("a template takes more than " + MAX_STEPS + " rounds");
    }
    spend(1);
  }

  /** Returns the value as text and charges for it. */
  String text(JsonNode node) {
    visit(node);
    return made(Rendering.textOf(node));
  }

  /** Charges for a text that a helper produced. */
  String made(String text) {
    if (text.length() > Rendering.MAX_LENGTH) {
      throw new ResolutionFailure(
          "a template makes a text of more than " + Rendering.MAX_LENGTH + " characters");
    }
    spend(1 + text.length() / WORK_PER_STEP);
    return text;
  }

  /** Charges for reading a whole value. */
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
    if (work > (long) MAX_STEPS * WORK_PER_STEP) {
      throw new ResolutionFailure("a template takes more than " + MAX_STEPS + " steps");
    }
    if (work > nextCheck) {
      nextCheck = work + WORK_PER_CHECK;
      Checkpoint.pass();
    }
  }
}
