package drawbridge.expression;

/** An expression that cannot be compiled; the compiler reports it as a fault. */
public final class BadExpression extends RuntimeException {

  /**
   * @param message what is wrong with the expression, and what to write instead
   */
  public BadExpression(String message) {
    super(message, null, false, false);
  }

  /** Refuses secrets in a position that may not access them (X13). */
  public static BadExpression ofSecrets() {
    return new BadExpression(
        "secrets may be used only in the endpoint, headers, query, credentials and body of an"
            + " outbound call");
  }
}
