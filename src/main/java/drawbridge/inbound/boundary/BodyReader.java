package drawbridge.inbound.boundary;

import drawbridge.inbound.control.BodyPermits;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.control.SenderLimits;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.boundary.ProblemFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of authenticated requests, limited in number, size and time. */
@ApplicationScoped
public class BodyReader {

  /** The sender closed the connection. No reply reaches it. */
  static final Problem SENDER_GONE =
      Problem.of(
          "sender-gone",
          "Sender gone",
          ProblemFilter.CLIENT_DISCONNECTED,
          "The connection was closed before the body ended. Nothing was recorded.");

  private static final Problem BUSY =
      Problem.of(
          "busy",
          "Too many requests",
          503,
          "Too many bodies are being received. Nothing of this one was read. Send it again.");
  private static final Problem TOO_SLOW =
      Problem.of(
          "too-slow",
          "Request timeout",
          408,
          "The body did not arrive in time. Nothing was recorded. Send it again.");
  private static final Problem CUT_OFF =
      Problem.malformed(
          List.of(
              Fault.at("", "the body is shorter than its Content-Length; nothing was recorded")));

  @Inject BodyPermits permits;
  @Inject SenderLimits limits;
  @Inject InboundSettings settings;
  @Inject Clock clock;

  /** Returns the 415 for a media type or an encoding that the workflow request URL refuses (C3). */
  static Optional<Problem> refusal(HttpHeaders headers) {
    return isJson(headers.getMediaType())
        ? encodingRefusal(headers)
        : Optional.of(unsupported("Send the body as application/json in UTF-8."));
  }

  /** Returns the 415 for a compressed body: signatures and limits apply to the bytes as sent. */
  public static Optional<Problem> encodingRefusal(HttpHeaders headers) {
    String encoding = headers.getHeaderString("Content-Encoding");
    return encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")
        ? Optional.empty()
        : Optional.of(unsupported("Send the body without a Content-Encoding."));
  }

  /**
   * Reads a body. Reads at most one byte above the limit. A body that is shorter than its
   * Content-Length is malformed.
   *
   * @param whole receives all bytes, after the permit is released
   * @param refused receives the reason when the body is not read to its end; {@link #SENDER_GONE}
   *     when the connection is closed
   */
  public <R> R read(
      Caller caller,
      HttpHeaders headers,
      InputStream in,
      Function<byte[], R> whole,
      Function<Problem, R> refused) {
    String workspaceId = caller.workspace().id();
    if (!permits.tryAcquire(workspaceId)) {
      return refused.apply(BUSY);
    }
    byte[] bytes;
    try {
      bytes = bytes(headers, new TimedInput(in, clock, limits.bodyTimeout()));
    } catch (Refused e) {
      return refused.apply(e.problem);
    } finally {
      permits.release(workspaceId);
    }
    return whole.apply(bytes);
  }

  private byte[] bytes(HttpHeaders headers, InputStream in) throws Refused {
    RequestLimits most = settings.limits();
    long announced = contentLength(headers);
    if (announced > most.maxBody()) {
      throw new Refused(most.bodyTooLarge());
    }
    byte[] bytes;
    boolean isLonger;
    try {
      bytes = in.readNBytes(most.maxBody());
      isLonger = bytes.length == most.maxBody() && in.read() >= 0;
    } catch (TimedInput.TooSlow e) {
      throw new Refused(TOO_SLOW);
    } catch (IOException e) {
      throw new Refused(SENDER_GONE);
    }
    if (isLonger) {
      throw new Refused(most.bodyTooLarge());
    }
    if (bytes.length < announced) {
      throw new Refused(CUT_OFF);
    }
    return bytes;
  }

  /** The body is not read to its end. */
  private static final class Refused extends Exception {
    private final transient Problem problem;

    Refused(Problem problem) {
      super(problem.kind(), null, false, false);
      this.problem = problem;
    }
  }

  /** Returns the Content-Length, which JAX-RS reads only up to 2 GiB; -1 when there is none. */
  private static long contentLength(HttpHeaders headers) {
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
}
