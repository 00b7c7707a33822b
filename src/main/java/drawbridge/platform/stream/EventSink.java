package drawbridge.platform.stream;

import java.util.function.Supplier;

/** The open reply to a client that reads server-sent events. No method blocks. Thread safe. */
public interface EventSink {

  /**
   * Sends an event. Counts it as skipped when the client is too slow.
   *
   * @param id the client names the last one when it connects again
   * @param data one line; called only when the client gets it
   */
  void send(String id, Supplier<String> data);

  /**
   * Tells the client, at this position among the events, that it does not get some.
   *
   * @param count at least 1
   */
  void skip(long count);

  /** Keeps the connection alive. */
  void beat();

  /** Ends the reply. Idempotent. */
  void end();

  /** Returns whether the reply has ended, or the client has closed its connection. */
  boolean isEnded();
}
