package drawbridge.expression.jq;

/** An evaluation asked for more than it may have; the message names the limit and no value. */
public final class LimitPassed extends RuntimeException {

  LimitPassed(String message) {
    super(message, null, false, false);
  }
}
