package drawbridge.expression.jq.value;

/**
 * A program or pattern that is invalid or has no bound. The message is one sentence for its author.
 */
public final class RefusedProgram extends RuntimeException {

  public RefusedProgram(String message) {
    super(message, null, false, false);
  }
}
