package drawbridge.platform;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids that sort by the time they were made: UUID version 7 (RFC 9562), in canonical text. */
public final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** A new id; ids of one process are in order of their making to the millisecond. */
  public static String next(long epochMillis) {
    long high = (epochMillis << 16) | 0x7000L | RANDOM.nextInt(0x1000);
    long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** Sorts before every id that was made at that time or later, and after all earlier ones. */
  public static String floor(Instant time) {
    return new UUID((Math.max(0, time.toEpochMilli()) << 16) | 0x7000L, 0x8000000000000000L)
        .toString();
  }

  /** When an id of {@link #next} was made, to the millisecond. */
  public static Instant time(String id) {
    return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
  }

  /** Whether the text is a UUID in canonical form, of any version and case. */
  public static boolean isUuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
