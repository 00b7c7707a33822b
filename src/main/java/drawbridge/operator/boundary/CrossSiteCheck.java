package drawbridge.operator.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Detects cross-site request forgery in requests that change something. Browsers add Basic
 * credentials and cookies to requests of pages of any site, and say which page sent a request: in
 * {@code Sec-Fetch-Site} (Fetch Metadata, only to https and localhost), otherwise in {@code
 * Origin}. Pages cannot forge these headers. Scripts do not send them.
 */
record CrossSiteCheck(HttpServletRequest request) {

  /**
   * A header that a page can send to its own origin only, since no other origin passes the
   * preflight (Fetch Standard, section 3.2). Its value does not matter.
   */
  static final String OWN_HEADER = "X-Drawbridge-Request";

  private static final String SITE = "Sec-Fetch-Site";
  private static final String ORIGIN = "Origin";
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  /** The media types that a page may send to any site without a preflight. */
  private static final Set<String> FORM_TYPES =
      Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

  private boolean isChange() {
    return !SAFE_METHODS.contains(request.getMethod());
  }

  /** Returns whether a page of another origin sent a request that changes something. */
  boolean isForged() {
    Optional<String> site = header(SITE);
    return isChange()
        && site.map(it -> !OWN_SITE.contains(it))
            .orElseGet(() -> header(ORIGIN).filter(it -> !isOwn(it)).isPresent());
  }

  /**
   * Returns whether a browser may have sent a request that changes something, and no script of this
   * origin did. {@code Sec-Fetch-Mode} alone is no sign of a browser: Node.js sends it.
   */
  boolean isWithoutOwnHeader() {
    return isChange()
        && Stream.of("Cookie", ORIGIN, SITE).anyMatch(it -> header(it).isPresent())
        && header(OWN_HEADER).isEmpty();
  }

  /** Returns whether a request that changes something has a media type of forms. */
  boolean isForm() {
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    return isChange()
        && FORM_TYPES.contains(type.split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  /** Compares an origin with the one to which the client sent the request (RFC 6454, 5). */
  private boolean isOwn(String origin) {
    String[] parts = origin.toLowerCase(Locale.ROOT).split("://", 2);
    boolean isHttps = parts[0].equals("https");
    boolean isHttp = parts[0].equals("http") && !request.isSecure();
    if (parts.length < 2 || !(isHttps || isHttp)) {
      return false;
    }
    String defaultPort = isHttps ? ":443" : ":80";
    String host = header("Host").orElse("").toLowerCase(Locale.ROOT);
    return !host.isEmpty() && without(defaultPort, parts[1]).equals(without(defaultPort, host));
  }

  private static String without(String port, String authority) {
    return authority.endsWith(port)
        ? authority.substring(0, authority.length() - port.length())
        : authority;
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }
}
