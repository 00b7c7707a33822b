package drawbridge.platform;

/** Stops the deployment, because a person must act first. The message says what to do. */
public final class CannotStart extends IllegalStateException {

  /**
   * @param reason a sentence without secrets
   */
  public CannotStart(String reason) {
    super("Drawbridge cannot start: " + reason);
  }
}
