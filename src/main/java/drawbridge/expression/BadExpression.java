package drawbridge.expression;

/** An expression that cannot be compiled; {@link Expressions} reports it as a fault. */
final class BadExpression extends RuntimeException {

  BadExpression(String message) {
    super(message, null, false, false);
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
