package drawbridge.expression;

/**
 * Limits of one expression.
 *
 * @param templateLength characters of a template or jq program; more is a fault
 * @param outputLength characters that one rendering may produce
 * @param eachElements elements of one {@code each}
 * @param steps loop rounds of one rendering in all, and operators, calls and results of one jq
 *     evaluation, which has further {@link drawbridge.expression.jq.Bounds}
 */
public record ExpressionLimits(int templateLength, int outputLength, int eachElements, int steps) {

  /** 64 KiB of template, 1 MiB of output, 10,000 elements, a million steps. */
  public static final ExpressionLimits STANDARD =
      new ExpressionLimits(64 * 1024, 1024 * 1024, 10_000, 1_000_000);
}
