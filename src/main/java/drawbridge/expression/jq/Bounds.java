package drawbridge.expression.jq;

import java.time.Duration;

/**
 * What one evaluation may cost.
 *
 * @param steps operators, calls and results; copying and comparing sixteen elements is one too
 * @param built bytes, roughly, of all values it makes
 * @param textLength characters of one text that it makes
 * @param treeSize characters of a value written as JSON, roughly: of the result, and of whatever is
 *     written, compared or searched as a whole on the way
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
