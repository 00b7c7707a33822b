package drawbridge.expression;

/** An expression that cannot be compiled; becomes a fault at the edge of the room. */
final class BadExpression extends RuntimeException {

  BadExpression(String message) {
    super(message, null, false, false);
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
