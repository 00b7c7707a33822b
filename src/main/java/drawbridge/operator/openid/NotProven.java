package drawbridge.operator.openid;

/** Somebody came with what proves nothing; the message is for the log and quotes no token. */
public class NotProven extends Exception {

  private static final long serialVersionUID = 1L;

  NotProven(String message) {
    super(message);
  }
}
