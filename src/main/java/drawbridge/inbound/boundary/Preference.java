package drawbridge.inbound.boundary;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code wait} preference of RFC 7240, capped at 30 seconds (R6). What is not understood is
 * ignored, as the RFC says.
 */
final class Preference {

  private static final Pattern WAIT =
      Pattern.compile("\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
  private static final long MOST_SECONDS = 30;

  private Preference() {}

  /** How long the reply shall wait; empty when it shall not. */
  static Optional<Duration> waiting(List<String> preferHeaders) {
    for (String header : preferHeaders) {
      for (String preference : header.split(",", -1)) {
        Matcher wait = WAIT.matcher(preference);
        if (wait.matches()) {
          long seconds = Math.min(MOST_SECONDS, Long.parseLong(wait.group(1)));
          return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        }
      }
    }
    return Optional.empty();
  }
}
