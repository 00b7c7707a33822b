package drawbridge.crash;

/**
 * A call that came in at the sink.
 *
 * @param round of the run's loop
 * @param key its {@code Idempotency-Key}
 * @param node the start of a node that made it
 * @param nanos when, by {@link System#nanoTime}
 */
record Call(String uid, int round, String key, String node, long nanos) {

  /** The run that it says it is of. */
  String run() {
    return key.replaceFirst(":.*", "");
  }
}
