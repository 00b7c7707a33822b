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

/** A request's body: what its headers say of it, and its bytes as far as the limit. */
public final class Body {

  /** Nobody is there any more who could be told so. */
  static final Problem GONE =
      Problem.of(
          "sender-gone",
          "Sender gone",
          ProblemFilter.NOBODY_THERE,
          "The sender hung up before its body was complete; nothing was recorded.");

  private final HttpHeaders headers;

  public Body(HttpHeaders headers) {
    this.headers = headers;
  }

  /** The 415 for a body that need not be read, since it says itself that we do not take it (C3). */
  Optional<Problem> refusal() {
    return isJson(headers.getMediaType())
        ? encodingRefusal()
        : Optional.of(unsupported("Send application/json in UTF-8."));
  }

  /** The 415 for a body that is compressed: signatures and limits are of what was sent. */
  public Optional<Problem> encodingRefusal() {
    String encoding = headers.getHeaderString("Content-Encoding");
    return encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")
        ? Optional.empty()
        : Optional.of(unsupported("Send the body as it is, without a Content-Encoding."));
  }

  /**
   * Reads the bytes; of a body that is longer than the limit at most one byte more is read, and
   * nothing kept. A body that ends before its announced length is malformed, whatever it says.
   *
   * @param whole is given all bytes
   * @param refused is told why they are not taken; {@link #GONE} when nobody waits for an answer
   */
  public <R> R read(
      InputStream in, int most, Function<byte[], R> whole, Function<Problem, R> refused) {
    long announced = announced();
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
      return refused.apply(GONE);
    }
    if (isLonger) {
      return refused.apply(longerThan(most));
    }
    return bytes.length < announced ? refused.apply(cutOff()) : whole.apply(bytes);
  }

  /** The length by the header, which JAX-RS reads only up to 2 GiB; -1 where it says none. */
  private long announced() {
    String length = headers.getHeaderString("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return -1; // the server has its own way with those
    }
  }

  /** Whether it calls itself JSON in UTF-8 (RFC 8259 knows no other charset). */
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
    return tooLarge("The body is longer than " + most + " bytes.");
  }

  /** 413. */
  static Problem tooLarge(String detail) {
    return Problem.of("too-large", "Content too large", 413, detail);
  }

  private static Problem tooSlow() {
    return Problem.of(
        "too-slow", "Request timeout", 408, "The body did not come in time; nothing was recorded.");
  }

  private static Problem cutOff() {
    return Problem.malformed(
        List.of(Fault.at("", "the body ended before it was complete; nothing was recorded")));
  }
}
