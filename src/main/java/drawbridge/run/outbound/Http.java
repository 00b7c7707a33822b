package drawbridge.run.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sends HTTP requests. Failures are values, never exceptions. */
@FunctionalInterface
public interface Http {

  /**
   * Sends a request. Blocks until the response is read, the time is over, or {@code cancelled}
   * holds, which is polled at least every 250 ms. An interrupt counts as a cancellation, and the
   * thread stays interrupted.
   */
  Answer send(Request request, BooleanSupplier cancelled);

  /**
   * A request.
   *
   * @param body empty for none
   * @param redirect whether to follow redirects
   * @param within time limit in addition to the configured one; null for none
   * @param secrets what another origin must not receive
   */
  @SuppressWarnings("ArrayRecordComponent") // bodies are neither compared nor changed
  record Request(
      String method,
      URI uri,
      Map<String, String> headers,
      byte[] body,
      boolean redirect,
      @Nullable Duration within,
      Secrets secrets) {
    public Request {
      headers = Map.copyOf(headers);
    }

    /** A request whose headers and body contain no secret but credentials of HTTP. */
    public Request(
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        boolean redirect,
        @Nullable Duration within) {
      this(method, uri, headers, body, redirect, within, Secrets.NONE);
    }

    Request with(Map<String, String> otherHeaders) {
      return new Request(method, uri, otherHeaders, body, redirect, within, secrets);
    }
  }

  /**
   * The parts of a request that contain secrets.
   *
   * @param headers names of headers
   */
  record Secrets(Set<String> headers, boolean isInBody) {

    static final Secrets NONE = new Secrets(Set.of(), false);

    public Secrets {
      headers = Set.copyOf(headers);
    }
  }

  /** The result of a request. */
  sealed interface Answer {}

  /**
   * A response of any status.
   *
   * @param headers by lower-case name; values joined by comma
   * @param content JSON when the media type is JSON, otherwise text; null node without content
   * @param raw the body's bytes
   * @param cut whether the body of an error is longer than the limit, and this is its beginning
   */
  @SuppressWarnings("ArrayRecordComponent") // bodies are neither compared nor changed
  record Answered(
      int status, Map<String, String> headers, JsonNode content, byte[] raw, boolean cut)
      implements Answer {
    public Answered {
      headers = Map.copyOf(headers);
    }

    public Answered(int status, Map<String, String> headers, JsonNode content, byte[] raw) {
      this(status, headers, content, raw, false);
    }
  }

  /**
   * A response of status 2xx that cannot be read as its media type.
   *
   * @param answer whose content is the body as text
   */
  record Unreadable(Answered answer, String detail) implements Answer {}

  /** No usable response. The detail names hosts and limits, never values. */
  record Refused(Reason reason, String detail) implements Answer {}

  /** The request was cancelled; the server may have received it. */
  record Abandoned() implements Answer {}

  /** A dry run has no sample response for the request. */
  record NotSent() implements Answer {}

  /** Why there is no usable response. */
  enum Reason {
    COMMUNICATION,
    TIMEOUT,
    AUTHENTICATION,
    CONFIGURATION
  }
}
