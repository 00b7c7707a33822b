package drawbridge.admin.control.tryout;

import drawbridge.inbound.body.ContentType;
import drawbridge.platform.Fault;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a tried request: a text or bytes. Not a record, since a record prints itself and a
 * body may contain secrets.
 */
public final class SampleBody {

  private final String text;
  private final byte @Nullable [] bytes;

  private SampleBody(String text, byte @Nullable [] bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  /** Returns a body from its text. */
  public static SampleBody of(String text) {
    return new SampleBody(text, null);
  }

  /**
   * Returns a body from Base64 (RFC 4648 §4), which may have line ends.
   *
   * @param faults receives a fault without the text
   * @return empty after a fault
   */
  public static Optional<SampleBody> ofBase64(String base64, List<Fault> faults) {
    try {
      return Optional.of(new SampleBody("", Base64.getMimeDecoder().decode(checked(base64))));
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at("", "must be Base64"));
      return Optional.empty();
    }
  }

  /** The decoder skips what is no Base64 at all. */
  private static String checked(String base64) {
    if (!base64.matches("[A-Za-z0-9+/\\s]*+=?\\s*+=?\\s*+")) {
      throw new IllegalArgumentException("other characters");
    }
    return base64;
  }

  /**
   * Returns the bytes that are sent. A text is encoded in the charset of its type, which has no
   * meaning for JSON (RFC 8259 §11); in UTF-8 when Java does not know the charset.
   */
  byte[] bytes(Optional<ContentType> type) {
    return bytes == null ? text.getBytes(charset(type)) : bytes.clone();
  }

  private static Charset charset(Optional<ContentType> type) {
    try {
      Charset named =
          type.filter(it -> !it.isJson())
              .map(it -> it.parameters().get("charset"))
              .map(Charset::forName)
              .orElse(StandardCharsets.UTF_8);
      return named.canEncode() ? named : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
