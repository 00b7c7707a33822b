package drawbridge.operator.openid;

/** A token or sign-in is invalid. The message is for the log and quotes no token. */
public class InvalidToken extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidToken(String message) {
    super(message);
  }
}
