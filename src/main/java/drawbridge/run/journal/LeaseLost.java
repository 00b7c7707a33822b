package drawbridge.run.journal;

/**
 * The lease is lost: the run ended, or another node holds it. Execution stops and writes nothing.
 */
public final class LeaseLost extends Exception {

  public LeaseLost(String message) {
    super(message, null, false, false);
  }
}
