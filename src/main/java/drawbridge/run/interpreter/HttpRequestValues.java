package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.Scope;
import drawbridge.platform.json.Json;
import drawbridge.platform.trace.TraceContext;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Mask;
import drawbridge.run.outbound.UsedSecrets;
import drawbridge.run.outbound.authorization.Authorization;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The resolved values of one call, with secrets to send or masked to store. */
final class HttpRequestValues {

  /** The variable that holds the authorization of a call. */
  static final String AUTHORIZATION = "authorization";

  private static final String AUTHORIZATION_HEADER = "Authorization";
  private static final JsonNode NONE = NullNode.getInstance();

  /** Java's HTTP client writes {@code ?} for every later character, also of Latin-1 (E10). */
  private static final int LAST_SENT = 0x7E;

  private static final List<String> CREDENTIALS =
      List.of(AUTHORIZATION_HEADER, "Proxy-Authorization", "Cookie");

  private final JsonNode method;
  private final JsonNode endpoint;
  private final JsonNode query;
  private final @Nullable JsonNode body;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Optional<Authorization> authorization;
  private final boolean redirect;

  /**
   * Resolves the values.
   *
   * @throws drawbridge.expression.ResolutionFailure when a value cannot be resolved, or is not of
   *     the type that its member takes
   */
  HttpRequestValues(
      TaskBody.CallHttp call,
      TaskExecution execution,
      UsedSecrets secrets,
      Optional<Authorization> authorization) {
    ValueTypes types = new ValueTypes(execution.run().input().semantics());
    JsonNode described = authorization.map(HttpRequestValues::described).orElse(NONE);
    Scope scope = execution.in(execution.frame().with(AUTHORIZATION, described)).scopeWith(secrets);
    this.authorization = authorization;
    redirect = call.redirect();
    method = types.text("method", call.method().resolve(scope));
    endpoint = types.text("endpoint", call.endpoint().resolve(scope));
    query = types.object("query", call.query().resolve(scope));
    body = call.body().map(value -> value.resolve(scope)).orElse(null);
    for (var header : types.object("headers", call.headers().resolve(scope)).properties()) {
      String name = header.getKey();
      headers.put(name, types.textOrNone("header " + name, header.getValue()));
    }
    if (authorization.isPresent()) {
      headers.put(AUTHORIZATION_HEADER, Mask.STARS);
    }
  }

  private static JsonNode described(Authorization authorization) {
    return Json.object()
        .put("scheme", authorization.scheme())
        .put("parameter", authorization.parameter());
  }

  /** Returns {@code $authorization} before and after the call, without the credentials (E5). */
  static JsonNode authorizationOf(Task task) {
    return task.step() instanceof TaskBody.CallHttp call && call.authentication().isPresent()
        ? Json.object()
            .put("scheme", call.authentication().get().scheme().header())
            .put("parameter", Mask.STARS)
        : NONE;
  }

  /** Adds the trace context, unless the definition sets one. */
  void trace(TraceContext context) {
    if (headers.putIfAbsent(TraceContext.TRACEPARENT, context.traceparent()) == null) {
      headers.compute(TraceContext.TRACESTATE, (name, old) -> context.tracestate());
    }
  }

  /**
   * Returns the request to send.
   *
   * @param masked the values with masked secrets; a part that differs from it contains a secret
   * @throws IllegalArgumentException naming the invalid part, never its value
   */
  Http.Request request(String idempotencyKey, Duration within, HttpRequestValues masked) {
    URI uri = uri();
    headers.putIfAbsent("Idempotency-Key", idempotencyKey);
    if (authorization.isPresent()) {
      headers.remove(AUTHORIZATION_HEADER);
      authorization
          .get()
          .header(method.asText(), uri)
          .ifPresent(value -> headers.put(AUTHORIZATION_HEADER, value));
    }
    headers.forEach(HttpRequestValues::check);
    byte[] bytes = {};
    if (body != null && !body.isNull() && !body.isMissingNode()) {
      boolean text = body.isTextual();
      bytes = (text ? body.textValue() : Json.write(body)).getBytes(StandardCharsets.UTF_8);
      headers.putIfAbsent("Content-Type", text ? "text/plain; charset=utf-8" : "application/json");
    }
    return new Http.Request(
        method.asText(), uri, headers, bytes, redirect, within, secretParts(masked));
  }

  private Http.Secrets secretParts(HttpRequestValues masked) {
    Set<String> names = new HashSet<>();
    headers.forEach(
        (name, value) -> {
          boolean isMasked = masked.headers.containsKey(name);
          if (isMasked && !value.equals(masked.headers.get(name))) {
            names.add(name);
          }
        });
    return new Http.Secrets(names, !Objects.equals(body, masked.body));
  }

  private static void check(String name, String value) {
    if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException("a line break or NUL in header " + name.strip());
    }
    if (value.chars().anyMatch(c -> c > LAST_SENT)) {
      throw new IllegalArgumentException(
          "header " + name.strip() + " has characters beyond ASCII; encode them");
    }
  }

  private URI uri() {
    StringBuilder text = new StringBuilder(endpoint.asText());
    for (var member : query.properties()) {
      JsonNode value = member.getValue();
      for (JsonNode each : value.isArray() ? value : List.of(value)) {
        if (!each.isNull()) {
          text.append(text.indexOf("?") < 0 ? '?' : '&').append(encoded(member.getKey()));
          text.append('=')
              .append(encoded(each.isContainerNode() ? Json.write(each) : each.asText()));
        }
      }
    }
    try {
      return URI.create(text.toString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the endpoint is not a URI", null);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the values for the journal, without credentials. */
  JsonNode shown() {
    ObjectNode shown = Json.object();
    shown.set("method", method);
    shown.set("endpoint", endpoint);
    ObjectNode names = shown.putObject("headers");
    headers.forEach(
        (name, value) ->
            names.put(name, CREDENTIALS.stream().anyMatch(name::equalsIgnoreCase) ? "***" : value));
    shown.set("query", query);
    if (body != null) {
      shown.set("body", body);
    }
    return shown;
  }
}
