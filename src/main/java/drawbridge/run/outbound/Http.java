package drawbridge.run.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sends one request and says what became of it; what goes wrong is a value, never an exception. */
@FunctionalInterface
public interface Http {

  /**
   * Blocks until the answer was read, the time is over, or {@code cancelled} holds; that is asked
   * at least every 250 ms. An interrupt counts as cancelled, and stays set.
   */
  Answer send(Request request, BooleanSupplier cancelled);

  /**
   * What is sent.
   *
   * @param body empty: none
   * @param redirect whether redirects are followed
   * @param within at most this long, beside the sender's own limit; null: only that
   */
  @SuppressWarnings("ArrayRecordComponent") // bodies are never compared, nor changed
  record Request(
      String method,
      URI uri,
      Map<String, String> headers,
      byte[] body,
      boolean redirect,
      @Nullable Duration within) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /** What became of it. */
  sealed interface Answer {}

  /**
   * An answer, whatever its status.
   *
   * @param headers lower-case names, values joined by comma
   * @param content JSON where the media type says so, else text; null node for no content
   * @param raw the bytes as they came
   */
  @SuppressWarnings("ArrayRecordComponent") // bodies are never compared, nor changed
  record Answered(int status, Map<String, String> headers, JsonNode content, byte[] raw)
      implements Answer {
    public Answered {
      headers = Map.copyOf(headers);
    }
  }

  /** No usable answer. The detail names hosts and limits, never values. */
  record Refused(Reason reason, String detail) implements Answer {}

  /** The asker lost interest; the request may have arrived. */
  record Abandoned() implements Answer {}

  /** It was not sent, and nobody knows what would come back: only where a run is rehearsed. */
  record NotSent() implements Answer {}

  /** Why there is no usable answer. */
  enum Reason {
    COMMUNICATION,
    TIMEOUT,
    CONFIGURATION
  }
}
