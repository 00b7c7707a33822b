package drawbridge.run.outbound.authorization.digest;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Answers a Digest challenge (RFC 7616) with quality of protection {@code auth}. Counts the uses of
 * its nonce. Thread safe.
 */
public final class DigestSession {

  /** What a header of this client can repeat. */
  private static final Pattern SENDABLE = Pattern.compile("[ -~]*+");

  private final Challenge challenge;
  private final DigestAlgorithm algorithm;
  private final AtomicInteger uses = new AtomicInteger();

  /**
   * An answer.
   *
   * @param header the value of the {@code Authorization} header
   * @param response the digest in it
   */
  public record Answer(String header, String response) {}

  private DigestSession(Challenge challenge, DigestAlgorithm algorithm) {
    this.challenge = challenge;
    this.algorithm = algorithm;
  }

  /** Returns a session for the first challenge of a header that this client can answer. */
  public static Optional<DigestSession> of(String header) {
    return Challenge.parse(header).stream().flatMap(it -> of(it).stream()).findFirst();
  }

  private static Optional<DigestSession> of(Challenge challenge) {
    boolean hasAuth =
        Arrays.stream(challenge.get("qop", "").split(",", -1))
            .anyMatch(it -> it.strip().equalsIgnoreCase("auth"));
    boolean isSendable =
        challenge.parameters().values().stream().allMatch(it -> SENDABLE.matcher(it).matches());
    return challenge.scheme().equals("digest")
            && hasAuth
            && isSendable
            && challenge.find("realm").isPresent()
            && challenge.find("nonce").isPresent()
        ? DigestAlgorithm.of(challenge.get("algorithm", "MD5"))
            .map(it -> new DigestSession(challenge, it))
        : Optional.empty();
  }

  /** Returns whether the server refused the nonce and not the password. */
  public boolean isStale() {
    return challenge.get("stale", "").equalsIgnoreCase("true");
  }

  public String nonce() {
    return challenge.get("nonce", "");
  }

  /** Answers the challenge for one request. */
  public Answer answer(String username, String password, String method, URI uri, String cnonce) {
    String realm = challenge.get("realm", "");
    String count = String.format(Locale.ROOT, "%08x", uses.incrementAndGet());
    String named = challenge.get("algorithm", "MD5");
    String key = algorithm.hex(username + ":" + realm + ":" + password);
    if (DigestAlgorithm.isSession(named)) {
      key = algorithm.hex(key + ":" + nonce() + ":" + cnonce);
    }
    String target = target(uri);
    String response =
        algorithm.hex(
            String.join(
                ":", key, nonce(), count, cnonce, "auth", algorithm.hex(method + ":" + target)));
    Map<String, String> quoted = new TreeMap<>();
    quoted.put("realm", realm);
    quoted.put("nonce", nonce());
    quoted.put("uri", target);
    quoted.put("cnonce", cnonce);
    quoted.put("response", response);
    challenge.find("opaque").ifPresent(it -> quoted.put("opaque", it));
    StringBuilder header = new StringBuilder("Digest ").append(name(username, realm));
    quoted.forEach(
        (name, value) -> header.append(", ").append(name).append('=').append(quoted(value)));
    challenge.find("algorithm").ifPresent(it -> header.append(", algorithm=").append(it));
    return new Answer(header.append(", qop=auth, nc=").append(count).toString(), response);
  }

  /** Returns the name as plain text, as a digest, or encoded (RFC 8187). */
  private String name(String username, String realm) {
    if (challenge.get("userhash", "").equalsIgnoreCase("true")) {
      return "username=\"" + algorithm.hex(username + ":" + realm) + "\", userhash=true";
    }
    return SENDABLE.matcher(username).matches()
        ? "username=" + quoted(username)
        : "username*=UTF-8''"
            + URLEncoder.encode(username, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Returns the path and query that the request line has. */
  private static String target(URI uri) {
    URI sent = URI.create(uri.toASCIIString());
    String path = sent.getRawPath().isEmpty() ? "/" : sent.getRawPath();
    return sent.getRawQuery() == null ? path : path + "?" + sent.getRawQuery();
  }
}
