package drawbridge.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Ids that sort by the time of their creation: UUID version 7 (RFC 9562), in canonical text. */
public final class Ids {

  /** The regular expression of a UUID in canonical form, of any version and case. */
  public static final String UUID_FORM =
      "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

  private static final Predicate<String> IS_UUID = Pattern.compile(UUID_FORM).asMatchPredicate();
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** Returns a new id; ids of one process are in order of creation to the millisecond. */
  public static String next(long epochMillis) {
    long high = (epochMillis << 16) | 0x7000L | RANDOM.nextInt(0x1000);
    long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** Returns the same id for the same text: UUID version 8, from the text's SHA-256. */
  public static String derived(String text) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.digest().digest(text.getBytes(UTF_8)));
    long high = (digest.getLong() & ~0xF000L) | 0x8000L;
    long low = (digest.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /**
   * Returns a text that sorts before every id of that time or later, and after all earlier ones.
   */
  public static String floor(Instant time) {
    return new UUID((Math.max(0, time.toEpochMilli()) << 16) | 0x7000L, 0x8000000000000000L)
        .toString();
  }

  /** Returns the time of an id of {@link #next}, to the millisecond. */
  public static Instant time(String id) {
    return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
  }

  /** Returns whether the text is a UUID in canonical form, of any version and case. */
  public static boolean isUuid(String text) {
    return IS_UUID.test(text);
  }
}
