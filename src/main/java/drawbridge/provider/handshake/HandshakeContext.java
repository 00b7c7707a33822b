package drawbridge.provider.handshake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * The secrets and the rate of a trigger. Not a record, since a record prints itself and this holds
 * secrets.
 */
public final class HandshakeContext {

  private final List<String> secrets;
  private final Optional<Long> perMinute;

  /**
   * @param secrets the trigger's valid tokens or secrets, newest first; empty ones are ignored
   * @param perMinute the trigger's rate in requests a minute; empty when unlimited
   */
  public HandshakeContext(List<String> secrets, Optional<Long> perMinute) {
    this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
    this.perMinute = perMinute;
  }

  /** Returns the secret to answer with. */
  Optional<String> newest() {
    return secrets.stream().findFirst();
  }

  /** Whether a text is one of the secrets. Compares all of them in constant time. */
  boolean has(String shown) {
    byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String secret : secrets) {
      found |= MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), bytes);
    }
    return found;
  }

  /** Returns the rate as CloudEvents defines it: a positive integer, or {@code *}. */
  String rate() {
    return perMinute.map(rate -> Long.toString(Math.max(1, rate))).orElse("*");
  }
}
