package drawbridge.expression.jq;

import java.time.Duration;

/**
 * Bounds of one evaluation.
 *
 * @param steps operators, calls and results; sixteen copied or compared elements are one step too
 * @param built approximate bytes of all values that it makes
 * @param textLength characters of one text that it makes
 * @param treeSize approximate characters of a value as JSON: of the result, and of any value that
 *     is written, compared or searched as a whole
 * @param depth nesting of such a value
 * @param time from start to result
 */
public record Bounds(
    int steps, long built, int textLength, int treeSize, int depth, Duration time) {

  /** 32 MiB built, texts of 1 MiB, trees of 4 MiB and 500 levels, ten seconds. */
  public static Bounds of(int steps) {
    return new Bounds(steps, 32L << 20, 1 << 20, 4 << 20, 500, Duration.ofSeconds(10));
  }
}
