package drawbridge.run.interpreter;

/**
 * The run is not this node's any more: it was cancelled, or another node took it. Work stops at
 * once and writes nothing.
 */
public final class LeaseLost extends Exception {

  public LeaseLost(String message) {
    super(message, null, false, false);
  }
}
