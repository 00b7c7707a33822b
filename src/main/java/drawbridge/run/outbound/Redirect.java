package drawbridge.run.outbound;

import drawbridge.run.outbound.Http.Answered;
import drawbridge.run.outbound.Http.Request;
import drawbridge.run.outbound.Http.Secrets;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A redirect (RFC 9110, section 15.4). Another origin receives no header with a secret, no header
 * whose name says that it has credentials, and no body with a secret. A redirect from https to http
 * is not followed.
 */
record Redirect(Request from, int status, URI to) {

  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  private static final int SEE_OTHER = 303;

  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "auth|cookie|token|secret|passw|credential|session|signature|(?<!idempotency-)key",
          Pattern.CASE_INSENSITIVE);

  /** Returns the redirect of a response; empty for others, and when none is to be followed. */
  static Optional<Redirect> of(Request from, Answered answer) {
    String location = answer.headers().get("location");
    if (!from.redirect() || location == null || !STATUSES.contains(answer.status())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Redirect(from, answer.status(), from.uri().resolve(location)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a URI
    }
  }

  /** Returns why it is not followed; empty when it is. */
  Optional<String> refusal() {
    String redirects = from.uri().getHost() + " redirects to ";
    if (isHttps(from.uri()) && !isHttps(to)) {
      return Optional.of(redirects + "a URL without https, which is not followed");
    }
    boolean isSecretSent = !isGet() && from.body().length > 0 && from.secrets().isInBody();
    return isSecretSent && isElsewhere()
        ? Optional.of(redirects + "another origin, which must not receive the body's secrets")
        : Optional.empty();
  }

  /** Returns the request to send next. */
  Request next() {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(from.headers());
    if (isElsewhere()) {
      from.secrets().headers().forEach(headers::remove);
      headers.keySet().removeIf(name -> CREDENTIAL.matcher(name).find());
    }
    return isGet()
        ? new Request(
            "GET",
            to,
            headers,
            new byte[0],
            true,
            from.within(),
            new Secrets(from.secrets().headers(), false))
        : new Request(from.method(), to, headers, from.body(), true, from.within(), from.secrets());
  }

  /** Returns whether it becomes a GET without the body. */
  private boolean isGet() {
    return status == SEE_OTHER || (status < SEE_OTHER && from.method().equals("POST"));
  }

  private boolean isElsewhere() {
    return !origin(to).equals(origin(from.uri()));
  }

  private static String origin(URI uri) {
    String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    String host = Objects.requireNonNullElse(uri.getHost(), "").toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : isHttps(uri) ? 443 : 80;
    return scheme + "://" + host + ":" + port;
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }
}
