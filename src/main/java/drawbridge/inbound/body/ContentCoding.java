package drawbridge.inbound.body;

import drawbridge.platform.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes {@code Content-Encoding: gzip} and {@code deflate} (RFC 9110 §8.4.1). The limit holds
 * while the bytes are decoded. Truncated data, a wrong checksum and trailing bytes are faults.
 */
public enum ContentCoding {
  IDENTITY,
  GZIP,
  DEFLATE;

  private static final int PART = 1 << 14;
  private static final int GZIP_HEADER = 10;
  private static final int GZIP_TRAILER = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  /** Returns the coding of all values of the header; empty when there are several or others. */
  public static Optional<ContentCoding> of(List<String> values) {
    if (values.isEmpty()) {
      return Optional.of(IDENTITY);
    }
    List<String> codings =
        Arrays.stream(String.join(",", values).split(",", -1))
            .map(value -> value.strip().toLowerCase(Locale.ROOT))
            .filter(value -> !value.isEmpty() && !value.equals("identity"))
            .toList();
    if (codings.isEmpty()) {
      return Optional.of(IDENTITY);
    }
    return switch (codings.size() == 1 ? codings.get(0) : "several") {
      case "gzip", "x-gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      default -> Optional.empty();
    };
  }

  /** Returns the 415 for another coding. */
  public static Problem unsupported() {
    return Problem.of(
        "unsupported-media-type",
        "Unsupported media type",
        415,
        "Send the body without a Content-Encoding, or with one of gzip and deflate.");
  }

  /**
   * Decodes a body. An empty one stays empty.
   *
   * @param limit of the decoded bytes
   * @param faults receives what ends the decoding
   */
  public Optional<byte[]> decode(byte[] body, BodyLimit limit, Allowance memory, FaultList faults) {
    if (this == IDENTITY || body.length == 0) {
      return Optional.of(body);
    }
    Inflater inflater = new Inflater(this == GZIP || !isWrapped(body));
    byte[] buffer = new byte[PART];
    try {
      BodyBytes decoded = new BodyBytes(limit, memory);
      int at = 0;
      do {
        at =
            this == GZIP
                ? member(inflater, body, at, buffer, decoded)
                : inflate(inflater, body, 0, buffer, decoded, new CRC32());
      } while (this == GZIP && at < body.length);
      if (at < body.length) {
        throw Unreadable.because("the compressed body is followed by other bytes");
      }
      return Optional.of(decoded.toArray());
    } catch (Unreadable e) {
      faults.addLast(e);
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  /** Whether the data has the header of RFC 1950, as RFC 9110 asks. Some senders leave it out. */
  private static boolean isWrapped(byte[] body) {
    int first = body[0] & 0xff;
    int second = body.length > 1 ? body[1] & 0xff : 0;
    return (first & 0x0f) == 8 && (first * 256 + second) % 31 == 0;
  }

  /** Decodes one member (RFC 1952); returns the position after it. */
  private static int member(Inflater inflater, byte[] body, int at, byte[] buffer, BodyBytes into)
      throws Unreadable {
    CRC32 checksum = new CRC32();
    inflater.reset();
    int trailer = inflate(inflater, body, afterHeader(body, at), buffer, into, checksum);
    if (trailer + GZIP_TRAILER > body.length) {
      throw cutOff();
    }
    if (number(body, trailer) != checksum.getValue()
        || number(body, trailer + 4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw Unreadable.because("the checksum of the compressed body is wrong");
    }
    return trailer + GZIP_TRAILER;
  }

  private static int afterHeader(byte[] body, int at) throws Unreadable {
    if (at + GZIP_HEADER > body.length) {
      throw at == 0
          ? cutOff()
          : Unreadable.because("the compressed body is followed by other bytes");
    }
    if (body[at] != 0x1f || body[at + 1] != (byte) 0x8b || body[at + 2] != 8) {
      throw Unreadable.because(
          at == 0 ? "the body is not gzip" : "the compressed body is followed by other bytes");
    }
    int flags = body[at + 3];
    int end = at + GZIP_HEADER;
    if ((flags & EXTRA) != 0) {
      end =
          end + 2 > body.length
              ? end + 2
              : end + 2 + (body[end] & 0xff) + 256 * (body[end + 1] & 0xff);
    }
    end = (flags & NAME) == 0 ? end : afterZero(body, end);
    end = (flags & COMMENT) == 0 ? end : afterZero(body, end);
    end = (flags & HEADER_CHECKSUM) == 0 ? end : end + 2;
    if (end >= body.length) {
      throw cutOff();
    }
    return end;
  }

  private static int afterZero(byte[] body, int from) {
    int at = from;
    while (at < body.length && body[at] != 0) {
      at++;
    }
    return at + 1;
  }

  private static int inflate(
      Inflater inflater, byte[] body, int from, byte[] buffer, BodyBytes into, CRC32 checksum)
      throws Unreadable {
    inflater.setInput(body, from, body.length - from);
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.finished()) {
          throw cutOff();
        }
        checksum.update(buffer, 0, count);
        into.add(Arrays.copyOf(buffer, count));
      }
    } catch (DataFormatException e) {
      throw Unreadable.because("the compressed body is malformed");
    }
    return body.length - inflater.getRemaining();
  }

  private static Unreadable cutOff() {
    return Unreadable.because("the compressed body is cut off");
  }

  private static long number(byte[] body, int at) {
    return (body[at] & 0xffL)
        | (body[at + 1] & 0xffL) << 8
        | (body[at + 2] & 0xffL) << 16
        | (body[at + 3] & 0xffL) << 24;
  }
}
