package drawbridge.platform.trace;

import java.util.Optional;

/** Records what takes time in a trace, where somebody listens. */
@FunctionalInterface
public interface Spans {

  /** Records nothing; what is begun is in the context that it comes from. */
  Spans OFF = (name, from) -> new Passed(from);

  /** The span that the server itself has begun around the request of this thread, if it does. */
  default Optional<TraceContext> current() {
    return Optional.empty();
  }

  /**
   * Begins a span; whoever begins it closes it.
   *
   * @param name of few values: {@code run}, {@code call}
   * @param from the context that it comes from; empty for a trace of its own
   */
  Span begin(String name, Optional<TraceContext> from);

  /** A span that was begun. */
  interface Span extends AutoCloseable {

    /** What is handed on to whatever it starts or calls; empty when there is no trace. */
    Optional<TraceContext> context();

    /** Tells something about it; never a secret, and nothing of a body. */
    Span with(String attribute, String value);

    /** It did not do what it should. */
    void fail(String why);

    @Override
    void close();
  }

  /** A span that nobody records. */
  record Passed(Optional<TraceContext> context) implements Span {
    @Override
    public Span with(String attribute, String value) {
      return this;
    }

    @Override
    public void fail(String why) {
      // nobody listens
    }

    @Override
    public void close() {
      // nobody listens
    }
  }
}
