package drawbridge.platform.trace;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The spans of this server: recorded by whoever was set to, and else by nobody. */
@ApplicationScoped
public class Tracing implements Spans {

  private volatile Spans recorder = OFF;

  /** Records with this one from now on. */
  public void use(Spans given) {
    recorder = given;
  }

  /**
   * The context of a request that just came in: that of the server's own span around it, or the one
   * that its sender sent.
   *
   * @param headers by name, of whatever case
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
  public Optional<TraceContext> current() {
    return recorder.current();
  }

  @Override
  public Span begin(String name, Optional<TraceContext> from) {
    return recorder.begin(name, from);
  }
}
