package drawbridge.expression.jq.value;

/** An evaluation exceeds a bound. The message names the bound and no value. */
public final class LimitPassed extends RuntimeException {

  public LimitPassed(String message) {
    super(message, null, false, false);
  }
}
