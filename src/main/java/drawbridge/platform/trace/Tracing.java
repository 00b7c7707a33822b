package drawbridge.platform.trace;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The spans of this server. Without a recorder none is recorded. */
@ApplicationScoped
public class Tracing implements Spans {

  private volatile Spans recorder = OFF;

  /** Sets the recorder of all spans that begin from now on. */
  public void use(Spans given) {
    recorder = given;
  }

  /**
   * Returns the trace context of an incoming request: that of the server's own span, or the one
   * that its sender sent.
   *
   * @param headers values by name; names in any case
   */
  public Optional<TraceContext> of(Map<String, List<String>> headers) {
    Optional<TraceContext> servers = recorder.current();
    return servers.isPresent()
        ? servers
        : TraceContext.read(
            headers.getOrDefault(TraceContext.TRACEPARENT, List.of()),
            headers.getOrDefault(TraceContext.TRACESTATE, List.of()));
  }

  @Override
  public void hideUrl(String path) {
    recorder.hideUrl(path);
  }

  @Override
  public Span begin(String name, Optional<TraceContext> from) {
    return recorder.begin(name, from);
  }
}
