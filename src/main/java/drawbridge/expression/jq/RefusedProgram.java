package drawbridge.expression.jq;

/** A program or pattern that cannot be read, or holds what cannot be bounded; said by name. */
public final class RefusedProgram extends RuntimeException {

  RefusedProgram(String message) {
    super(message, null, false, false);
  }

  /** One sentence for the writer of the program. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
