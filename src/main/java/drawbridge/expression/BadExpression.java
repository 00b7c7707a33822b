package drawbridge.expression;

/** An expression that cannot be compiled; {@link Expressions} reports it as a fault. */
final class BadExpression extends RuntimeException {

  BadExpression(String message) {
    super(message, null, false, false);
  }

  /** Refuses secrets in a position that may not access them (X13). */
  static BadExpression ofSecrets() {
    return new BadExpression(
        "secrets may be used only in the endpoint, headers, query, credentials and body of an"
            + " outbound call");
  }
}
