package drawbridge.platform.trace;

import java.util.Optional;

/** Records spans of traces. */
@FunctionalInterface
public interface Spans {

  /** Records nothing; a span's context is that of its parent. */
  Spans OFF = (name, from) -> new Passed(from);

  /** Returns the span that the server itself has begun for the request of this thread, if any. */
  default Optional<TraceContext> current() {
    return Optional.empty();
  }

  /**
   * Replaces the URL in the span that the server itself has begun for the request of this thread.
   *
   * @param path without secrets
   */
  default void hideUrl(String path) {}

  /**
   * Begins a span; the caller closes it.
   *
   * @param name one of a few values: {@code run}, {@code call}
   * @param from the parent's context; empty for a new trace
   */
  Span begin(String name, Optional<TraceContext> from);

  /** A span that has begun. */
  interface Span extends AutoCloseable {

    /** Returns the context to pass on; empty when there is no trace. */
    Optional<TraceContext> context();

    /** Adds an attribute; never a secret, and nothing of a body. */
    Span with(String attribute, String value);

    /** Marks the span as failed. */
    void fail(String why);

    @Override
    void close();
  }

  /** A span that is not recorded. */
  record Passed(Optional<TraceContext> context) implements Span {
    @Override
    public Span with(String attribute, String value) {
      return this;
    }

    @Override
    public void fail(String why) {
      // not recorded
    }

    @Override
    public void close() {
      // not recorded
    }
  }
}
