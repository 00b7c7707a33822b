package drawbridge.monitoring.boundary;

import drawbridge.platform.trace.Spans;
import drawbridge.platform.trace.TraceContext;
import drawbridge.platform.trace.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Records spans with MicroProfile Telemetry when {@code otel.sdk.disabled=false} is set. Disabled
 * by default.
 *
 * <p>The only class that depends on OpenTelemetry. Servers without OpenTelemetry skip this bean.
 */
@ApplicationScoped
public class Telemetry implements Spans {

  /** Attributes with a path, of the semantic conventions 1.20 (Payara) and of later ones. */
  private static final List<String> URL_ATTRIBUTES =
      List.of("http.target", "http.url", "url.path", "url.full");

  @Inject Instance<OpenTelemetry> telemetry;
  @Inject Tracing tracing;
  @Inject Config config;

  private @Nullable Tracer tracer;

  void open(@Observes @Initialized(ApplicationScoped.class) Object application) {
    boolean isOff = config.getOptionalValue("otel.sdk.disabled", Boolean.class).orElse(true);
    if (!isOff && telemetry.isResolvable()) {
      tracer = telemetry.get().getTracer("drawbridge");
      tracing.use(this);
    }
  }

  @Override
  public Optional<TraceContext> current() {
    return context(io.opentelemetry.api.trace.Span.current().getSpanContext());
  }

  @Override
  public void hideUrl(String path) {
    var span = io.opentelemetry.api.trace.Span.current();
    URL_ATTRIBUTES.forEach(name -> span.setAttribute(name, path));
  }

  @Override
  public Span begin(String name, Optional<TraceContext> from) {
    return new Recorded(
        Objects.requireNonNull(tracer)
            .spanBuilder(name)
            .setParent(from.map(Telemetry::parent).orElseGet(Context::root))
            .startSpan());
  }

  private static Context parent(TraceContext from) {
    TraceStateBuilder state = TraceState.builder();
    String members = from.tracestate();
    if (members != null) {
      for (String member : members.split(",", -1)) {
        int equals = member.indexOf('=');
        state.put(member.substring(0, equals), member.substring(equals + 1));
      }
    }
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            from.trace(), from.span(), TraceFlags.fromHex(from.flags(), 0), state.build());
    return Context.root().with(io.opentelemetry.api.trace.Span.wrap(remote));
  }

  private static Optional<TraceContext> context(SpanContext context) {
    if (!context.isValid()) {
      return Optional.empty();
    }
    String state =
        context.getTraceState().asMap().entrySet().stream()
            .map(member -> member.getKey() + "=" + member.getValue())
            .collect(Collectors.joining(","));
    return Optional.of(
        TraceContext.of(
            context.getTraceId(),
            context.getSpanId(),
            context.getTraceFlags().asHex(),
            state.isEmpty() ? null : state));
  }

  private record Recorded(io.opentelemetry.api.trace.Span span) implements Span {
    @Override
    public Optional<TraceContext> context() {
      return Telemetry.context(span.getSpanContext());
    }

    @Override
    public Span with(String attribute, String value) {
      var unused = span.setAttribute(attribute, value);
      return this;
    }

    @Override
    public void fail(String message) {
      var unused = span.setStatus(StatusCode.ERROR, message);
    }

    @Override
    public void close() {
      span.end();
    }
  }
}
