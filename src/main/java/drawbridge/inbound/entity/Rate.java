package drawbridge.inbound.entity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate limit: a token bucket that fills steadily. Each request takes one token.
 *
 * @param perSecond tokens added in a second; 0 for unlimited
 * @param burst the size of the bucket: requests accepted at once after a pause
 */
public record Rate(int perSecond, int burst) {

  /** No limit. */
  public static final Rate UNLIMITED = new Rate(0, 0);

  /** Completes the message "setting x …" for an invalid value. */
  public static final String EXPECTED =
      "must be unlimited, or like 50/s or 50/s burst 200, with numbers from 1 to 1000000";

  /** The highest number of requests. */
  public static final int MOST = 1_000_000;

  private static final Pattern TEXT = Pattern.compile("(\\d{1,7})/s(?: burst (\\d{1,7}))?");

  public Rate {
    boolean isUnlimited = perSecond == 0 && burst == 0;
    if (!isUnlimited && (perSecond < 1 || perSecond > MOST || burst < 1 || burst > MOST)) {
      throw new IllegalArgumentException("perSecond and burst must be from 1 to " + MOST);
    }
  }

  /**
   * Reads what {@link #toString} writes: {@code unlimited}, {@code 50/s} or {@code 50/s burst 200}.
   * Without a burst, the burst equals the rate.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Rate parse(String text) {
    if (text.equals("unlimited")) {
      return UNLIMITED;
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    int perSecond = Integer.parseInt(parts.group(1));
    String burst = parts.group(2);
    if (perSecond == 0) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new Rate(perSecond, burst == null ? perSecond : Integer.parseInt(burst));
  }

  public boolean isUnlimited() {
    return perSecond == 0;
  }

  /** Returns the whole seconds over which so many requests keep the rate, at least 1. */
  public int secondsFor(long requests) {
    return (int) Math.max(1, (requests + perSecond - 1) / perSecond);
  }

  @Override
  public String toString() {
    if (isUnlimited()) {
      return "unlimited";
    }
    return burst == perSecond ? perSecond + "/s" : perSecond + "/s burst " + burst;
  }
}
