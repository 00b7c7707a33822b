package drawbridge.run.outbound;

import drawbridge.platform.trace.Spans;
import drawbridge.platform.trace.TraceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Records each call as a span, and sends the trace context of that span. */
public record TracedHttp(Http http, Spans spans) implements Http {

  @Override
  public Answer send(Request request, BooleanSupplier cancelled) {
    Map<String, String> headers = new HashMap<>(request.headers());
    Optional<TraceContext> from =
        TraceContext.read(
            taken(headers, TraceContext.TRACEPARENT), taken(headers, TraceContext.TRACESTATE));
    try (Spans.Span span = spans.begin("call", from)) {
      span.context()
          .ifPresent(
              context -> {
                headers.put(TraceContext.TRACEPARENT, context.traceparent());
                headers.compute(TraceContext.TRACESTATE, (name, old) -> context.tracestate());
              });
      span.with("http.request.method", request.method())
          .with("server.address", String.valueOf(request.uri().getHost()));
      Answer answer = http.send(request.with(headers), cancelled);
      if (answer instanceof Answered got) {
        span.with("http.response.status_code", String.valueOf(got.status()));
        if (got.status() >= 400) {
          span.fail("status " + got.status());
        }
      } else {
        String reason = answer instanceof Unreadable ? "unreadable" : "abandoned";
        span.fail(answer instanceof Refused refused ? refused.reason().name() : reason);
      }
      return answer;
    }
  }

  private static List<String> taken(Map<String, String> headers, String name) {
    List<String> names = headers.keySet().stream().filter(name::equalsIgnoreCase).toList();
    return names.stream().map(headers::remove).toList();
  }
}
