package drawbridge.run.outbound;

import drawbridge.platform.trace.Spans;
import drawbridge.platform.trace.TraceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Records each call as a span, and sends the trace context of that span. */
public final class TracedHttp implements Http {

  private final Http http;
  private final Spans spans;

  public TracedHttp(Http http, Spans spans) {
    this.http = http;
    this.spans = spans;
  }

  @Override
  public Answer send(Request request, BooleanSupplier cancelled) {
    Map<String, String> headers = new HashMap<>(request.headers());
    Optional<TraceContext> from =
        TraceContext.read(
            taken(headers, TraceContext.TRACEPARENT), taken(headers, TraceContext.TRACESTATE));
    try (Spans.Span span = spans.begin("call", from)) {
      span.context().ifPresent(context -> add(headers, context));
      span.with("http.request.method", request.method())
          .with("server.address", String.valueOf(request.uri().getHost()));
      Answer answer = http.send(with(request, headers), cancelled);
      tell(span, answer);
      return answer;
    }
  }

  private static List<String> taken(Map<String, String> headers, String name) {
    List<String> names = headers.keySet().stream().filter(name::equalsIgnoreCase).toList();
    return names.stream().map(headers::remove).toList();
  }

  private static void add(Map<String, String> headers, TraceContext context) {
    headers.put(TraceContext.TRACEPARENT, context.traceparent());
    String state = context.tracestate();
    if (state != null) {
      headers.put(TraceContext.TRACESTATE, state);
    }
  }

  private static Request with(Request request, Map<String, String> headers) {
    return new Request(
        request.method(),
        request.uri(),
        headers,
        request.body(),
        request.redirect(),
        request.within());
  }

  private static void tell(Spans.Span span, Answer answer) {
    if (answer instanceof Answered got) {
      span.with("http.response.status_code", String.valueOf(got.status()));
      if (got.status() >= 400) {
        span.fail("status " + got.status());
      }
    } else if (answer instanceof Refused refused) {
      span.fail(refused.reason().name());
    } else {
      span.fail("abandoned");
    }
  }
}
