package drawbridge.crash;

/**
 * A call at the sink.
 *
 * @param round of the run's loop
 * @param key its {@code Idempotency-Key}
 * @param node the node start that sent it
 * @param nanos time by {@link System#nanoTime}
 */
record Call(String uid, int round, String key, String node, long nanos) {

  /** Returns the run that the call names. */
  String run() {
    return key.replaceFirst(":.*", "");
  }
}
