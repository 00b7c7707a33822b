package drawbridge.monitoring.entity;

import java.time.Duration;
import java.time.Instant;

/** The length of a chart's intervals. Hours and days are those of UTC. */
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

  /** Returns the start of the interval that contains the instant. */
  public Instant floor(Instant instant) {
    long seconds = length.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
  }
}
