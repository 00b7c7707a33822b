package drawbridge.inbound.boundary;

import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.boundary.ProblemFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The body of a request, with the headers that describe it. */
public final class Body {

  /** The sender closed the connection. No reply reaches it. */
  static final Problem SENDER_GONE =
      Problem.of(
          "sender-gone",
          "Sender gone",
          ProblemFilter.CLIENT_DISCONNECTED,
          "The connection was closed before the body ended. Nothing was recorded.");

  private final HttpHeaders headers;

  public Body(HttpHeaders headers) {
    this.headers = headers;
  }

  /** Returns the 415 for a media type or an encoding that the workflow request URL refuses (C3). */
  Optional<Problem> refusal() {
    return isJson(headers.getMediaType())
        ? encodingRefusal()
        : Optional.of(unsupported("Send the body as application/json in UTF-8."));
  }

  /** Returns the 415 for a compressed body: signatures and limits apply to the bytes as sent. */
  public Optional<Problem> encodingRefusal() {
    String encoding = headers.getHeaderString("Content-Encoding");
    return encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")
        ? Optional.empty()
        : Optional.of(unsupported("Send the body without a Content-Encoding."));
  }

  /**
   * Reads the bytes. Reads at most one byte above the limit. A body that is shorter than its
   * Content-Length is malformed.
   *
   * @param most the limit in bytes
   * @param whole receives all bytes
   * @param refused receives the reason; {@link #SENDER_GONE} when the connection is closed
   */
  public <R> R read(
      InputStream in, int most, Function<byte[], R> whole, Function<Problem, R> refused) {
    long announced = contentLength();
    if (announced > most) {
      return refused.apply(longerThan(most));
    }
    byte[] bytes;
    boolean isLonger;
    try {
      bytes = in.readNBytes(most);
      isLonger = bytes.length == most && in.read() >= 0;
    } catch (TimedInput.TooSlow e) {
      return refused.apply(tooSlow());
    } catch (IOException e) {
      return refused.apply(SENDER_GONE);
    }
    if (isLonger) {
      return refused.apply(longerThan(most));
    }
    return bytes.length < announced ? refused.apply(cutOff()) : whole.apply(bytes);
  }

  /** Returns the Content-Length, which JAX-RS reads only up to 2 GiB; -1 when there is none. */
  private long contentLength() {
    String length = headers.getHeaderString("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return -1; // the server handles malformed lengths
    }
  }

  /** Whether the media type is JSON in UTF-8, the only charset of RFC 8259. */
  private static boolean isJson(@Nullable MediaType type) {
    if (type == null
        || !type.getType().equalsIgnoreCase("application")
        || !type.getSubtype().equalsIgnoreCase("json")) {
      return false;
    }
    String charset = type.getParameters().getOrDefault("charset", "utf-8");
    return charset.toLowerCase(Locale.ROOT).equals("utf-8");
  }

  private static Problem unsupported(String expected) {
    return Problem.of("unsupported-media-type", "Unsupported media type", 415, expected);
  }

  private static Problem longerThan(int most) {
    return tooLarge("The body has more than " + most + " bytes. Send a shorter one.");
  }

  /** Returns the 413. */
  static Problem tooLarge(String detail) {
    return Problem.of("too-large", "Content too large", 413, detail);
  }

  private static Problem tooSlow() {
    return Problem.of(
        "too-slow",
        "Request timeout",
        408,
        "The body did not arrive in time. Nothing was recorded. Send it again.");
  }

  private static Problem cutOff() {
    return Problem.malformed(
        List.of(Fault.at("", "the body is shorter than its Content-Length; nothing was recorded")));
  }
}
