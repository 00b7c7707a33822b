package drawbridge.expression.jq.value;

import drawbridge.platform.json.JsonLimits;
import java.time.Duration;

/** Bounds of one evaluation. */
public final class Bounds {

  /** Operators, calls and results; sixteen copied or compared elements are one step too. */
  public static final int STEPS = 1_000_000;

  /** Approximate bytes of all values that it makes. */
  public static final long BUILT = 32L << 20;

  /** Characters of one text that it makes. */
  public static final int TEXT_LENGTH = 1 << 20;

  /**
   * Approximate characters of a value as JSON: of the result, and of any value that is written,
   * compared or searched as a whole.
   */
  public static final int TREE_SIZE = 4 << 20;

  /** Nesting of such a value. */
  public static final int DEPTH = JsonLimits.DEPTH;

  /** CPU time from start to result. */
  public static final Duration TIME = Duration.ofSeconds(10);

  private Bounds() {}
}
