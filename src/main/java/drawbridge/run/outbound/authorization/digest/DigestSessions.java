package drawbridge.run.outbound.authorization.digest;

import drawbridge.platform.LastUsed;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The challenges that a node has answered, so that later calls need no refusal. Thread safe. */
public final class DigestSessions {

  private static final int MOST = 1_000;
  private static final int NONCE_BYTES = 16;

  private final Map<String, DigestSession> sessions = LastUsed.map(MOST);
  private final SecureRandom random = new SecureRandom();

  public Optional<DigestSession> find(String policy, URI uri) {
    return Optional.ofNullable(sessions.get(key(policy, uri)));
  }

  public void put(String policy, URI uri, DigestSession session) {
    sessions.put(key(policy, uri), session);
  }

  public void remove(String policy, URI uri, DigestSession session) {
    sessions.remove(key(policy, uri), session);
  }

  public String clientNonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String key(String policy, URI uri) {
    return policy + " " + uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
