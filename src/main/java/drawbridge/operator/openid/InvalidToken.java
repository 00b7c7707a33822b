package drawbridge.operator.openid;

/** Somebody came with what proves nothing; the message is for the log and quotes no token. */
public class InvalidToken extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidToken(String message) {
    super(message);
  }
}
