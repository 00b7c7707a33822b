package drawbridge.ctl.api;

import drawbridge.ctl.terminal.Failure;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The answer to a call. */
public final class Answer {

  private static final Set<Integer> TEMPORARY = Set.of(429, 502, 503, 504);

  private final HttpResponse<byte[]> http;
  private final int status;
  private final byte[] body;

  Answer(HttpResponse<byte[]> http) {
    this.http = http;
    this.status = http.statusCode();
    this.body = http.body();
  }

  /** Returns the status. */
  public int status() {
    return status;
  }

  /** Returns a header; empty without it. */
  public Optional<String> header(String name) {
    return http.headers().firstValue(name);
  }

  /** Returns the time of the server, to the second; empty when it is not told. */
  public Optional<Instant> time() {
    try {
      return header("Date")
          .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns when the certificate of the server ends; empty without TLS. */
  public Optional<Instant> certificateEnd() {
    return http.sslSession()
        .flatMap(
            session -> {
              try {
                return Optional.of(session.getPeerCertificates()[0]);
              } catch (SSLPeerUnverifiedException e) {
                return Optional.empty();
              }
            })
        .filter(X509Certificate.class::isInstance)
        .map(it -> ((X509Certificate) it).getNotAfter().toInstant());
  }

  /** Returns the bytes of the body. */
  byte[] body() {
    return body;
  }

  /** Returns whether the body has a media type. */
  boolean isOf(String mediaType) {
    return header("Content-Type").orElse("").startsWith(mediaType);
  }

  /**
   * Returns the object of the body; an empty one for an empty body.
   *
   * @throws Failure when the body is none
   */
  public JsonObject json() {
    if (body.length == 0) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    return document().orElseThrow(this::foreign);
  }

  private Optional<JsonObject> document() {
    if (!header("Content-Type").orElse("").contains("json")) {
      return Optional.empty();
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      return Optional.of(reader.readObject());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns this answer if the call succeeded.
   *
   * @throws Failure when it did not
   */
  public Answer succeeded() {
    if (status >= 300 && status < 400) {
      throw Failure.of(
          "the server redirects to "
              + header("Location").orElse("no address")
              + " ("
              + status
              + "); set "
              + Target.URL
              + " to the address that answers. Credentials were not sent there.");
    }
    if (status >= 200 && status < 300) {
      return this;
    }
    Optional<JsonObject> problem = document();
    String message = problem.map(this::told).orElseGet(() -> foreign().getMessage());
    throw TEMPORARY.contains(status)
        ? Failure.temporary(message, retryAfter())
        : Failure.refused(message, status);
  }

  private String told(JsonObject problem) {
    StringBuilder told = new StringBuilder();
    told.append(problem.getString("detail", problem.getString("title", "the call failed")));
    told.append(" (").append(status);
    told.append(problem.getString("requestId", "").isEmpty() ? "" : ", request ");
    told.append(problem.getString("requestId", "")).append(')');
    if (status == 401) {
      told.append("; ").append(Credentials.HINT);
    }
    retryAfter().ifPresent(it -> told.append("; retry after ").append(it.toSeconds()).append(" s"));
    if (problem.get("errors") instanceof JsonArray errors) {
      for (JsonValue each : errors) {
        told.append(each instanceof JsonObject fault ? "\n" + fault(fault) : "");
      }
    }
    return told.toString();
  }

  /** Returns the place and the text of a fault. */
  private static String fault(JsonObject fault) {
    String place = fault.getString("file", "");
    if (fault.getInt("line", 0) > 0) {
      place += ":" + fault.getInt("line") + ":" + fault.getInt("column", 0);
    }
    String pointer = fault.getString("pointer", "");
    return "  "
        + (place.isEmpty() ? "" : place + ": ")
        + (pointer.isEmpty() ? "" : pointer + ": ")
        + fault.getString("detail", "");
  }

  /** Returns the time that the server asks to wait; a date is not understood. */
  private Optional<Duration> retryAfter() {
    return header("Retry-After")
        .map(String::strip)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private Failure foreign() {
    String message =
        "the answer ("
            + status
            + ", "
            + header("Content-Type").orElse("no media type")
            + ") is not from Drawbridge: check "
            + Target.URL
            + " and the proxies between";
    return TEMPORARY.contains(status) ? Failure.temporary(message) : Failure.of(message);
  }
}
