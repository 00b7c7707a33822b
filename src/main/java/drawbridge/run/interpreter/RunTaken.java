package drawbridge.run.interpreter;

/**
 * The run is not this node's any more: it was cancelled, or another node took it. Work stops at
 * once and writes nothing.
 */
public final class RunTaken extends Exception {

  public RunTaken(String message) {
    super(message, null, false, false);
  }
}
