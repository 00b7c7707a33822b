package drawbridge.expression.jq;

/** A program or pattern that is invalid or has no bound; the message names the reason. */
public final class RefusedProgram extends RuntimeException {

  RefusedProgram(String message) {
    super(message, null, false, false);
  }

  /** Returns one sentence for the author of the program. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
