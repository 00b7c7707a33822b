package drawbridge.inbound.boundary;

import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code wait} preference of RFC 7240, capped at 30 seconds (R6). */
public final class WaitPreference {

  private static final Pattern WAIT =
      Pattern.compile("\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private static final long MOST_SECONDS = 30;

  private WaitPreference() {}

  /** Returns how long the reply waits; empty for no wait and for a preference it cannot read. */
  public static Optional<Duration> waiting(HttpHeaders headers) {
    return preferred(headers).filter(wait -> !wait.isZero());
  }

  /** Returns how long the reply waits, also zero; without a readable preference the usual time. */
  public static Duration waiting(HttpHeaders headers, Duration usual) {
    return preferred(headers).orElse(usual);
  }

  private static Optional<Duration> preferred(HttpHeaders headers) {
    for (String header : headers.getRequestHeaders().getOrDefault("Prefer", List.of())) {
      for (String preference : header.split(",", -1)) {
        Matcher wait = WAIT.matcher(preference);
        if (wait.matches()) {
          long seconds = Math.min(MOST_SECONDS, Long.parseLong(wait.group(1)));
          return Optional.of(Duration.ofSeconds(seconds));
        }
      }
    }
    return Optional.empty();
  }
}
