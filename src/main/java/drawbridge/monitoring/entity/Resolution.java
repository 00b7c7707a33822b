package drawbridge.monitoring.entity;

import java.time.Duration;
import java.time.Instant;

/** How much time one point of a chart stands for. Hours and days begin as UTC has them. */
public enum Resolution {
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  private final Duration length;

  Resolution(Duration length) {
    this.length = length;
  }

  public Duration length() {
    return length;
  }

  /** When the span began that the instant lies in. */
  public Instant floor(Instant instant) {
    long seconds = length.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
  }
}
