package drawbridge.run.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * Where a request really goes: to the address that was judged, not to whatever the name resolves to
 * a moment later (DNS rebinding).
 *
 * <p>Only {@code http} needs it: with {@code https} nothing is sent before the other side has
 * proved its name with a certificate, which no metadata service can.
 *
 * @param host the {@code Host} header, where the URI does not say it any more
 */
record PinnedAddress(URI uri, Optional<String> host) {

  private static final System.Logger LOG = System.getLogger(PinnedAddress.class.getName());
  private static final String ALLOWED = "jdk.httpclient.allowRestrictedHeaders";
  private static final boolean POSSIBLE = isHostAllowed();

  /** To be called before the JDK's client is first used: it reads its property once. */
  static void prepare() {}

  /** To the address, where that is needed and the JDK's client allows it. */
  static PinnedAddress where(InetAddress address, URI uri) {
    return POSSIBLE ? to(address, uri) : new PinnedAddress(uri, Optional.empty());
  }

  static PinnedAddress to(InetAddress address, URI uri) {
    if (!"http".equalsIgnoreCase(uri.getScheme())) {
      return new PinnedAddress(uri, Optional.empty());
    }
    String literal = address.getHostAddress();
    String host = address instanceof Inet6Address ? "[" + withoutZone(literal) + "]" : literal;
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new PinnedAddress(
        URI.create("http://" + host + port + path + query), Optional.of(uri.getHost() + port));
  }

  private static String withoutZone(String literal) {
    int zone = literal.indexOf('%');
    return zone < 0 ? literal : literal.substring(0, zone);
  }

  /** Whoever used the client before us has decided. */
  private static boolean isHostAllowed() {
    if (System.getProperty(ALLOWED) == null) {
      System.setProperty(ALLOWED, "host");
    }
    try {
      HttpRequest.newBuilder(URI.create("http://localhost/"))
          .setHeader("Host", "localhost")
          .build();
      return true;
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "calls over http are not pinned to the address that was checked; start the server with"
              + " -D{0}=host",
          ALLOWED);
      return false;
    }
  }
}
