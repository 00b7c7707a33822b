package drawbridge.provider.handshake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * What a trigger knows when a handshake arrives. Not a record, since a record prints itself and
 * this holds secrets.
 */
public final class HandshakeContext {

  private final List<String> secrets;
  private final Optional<Long> perMinute;

  /**
   * @param secrets the trigger's tokens or secrets that are valid now, newest first; empty ones do
   *     not count
   * @param perMinute how many requests a minute the trigger takes; empty when it has no limit
   */
  public HandshakeContext(List<String> secrets, Optional<Long> perMinute) {
    this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
    this.perMinute = perMinute;
  }

  /** The one to answer with. */
  Optional<String> newest() {
    return secrets.stream().findFirst();
  }

  /** Whether it is one of those that are valid; takes as long whichever it is. */
  boolean has(String shown) {
    byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String secret : secrets) {
      found |= MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), bytes);
    }
    return found;
  }

  /** Requests a minute as CloudEvents writes them: an integer above zero, or {@code *}. */
  String rate() {
    return perMinute.map(rate -> Long.toString(Math.max(1, rate))).orElse("*");
  }
}
