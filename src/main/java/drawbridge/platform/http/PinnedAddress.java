package drawbridge.platform.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * The target of a request: the address that was checked, so that a second DNS answer cannot change
 * it (DNS rebinding).
 *
 * <p>Only {@code http} needs it. With {@code https}, the JDK's client resolves the name again,
 * mostly from the JVM's cache. A server at another address cannot prove the name with a
 * certificate, and receives no byte of the request.
 *
 * @param host the {@code Host} header; empty when the URI contains the name
 */
public record PinnedAddress(URI uri, Optional<String> host) {

  private static final System.Logger LOG = System.getLogger(PinnedAddress.class.getName());
  private static final String ALLOWED = "jdk.httpclient.allowRestrictedHeaders";
  private static final boolean POSSIBLE = isHostAllowed();

  /**
   * Initializes the class. Must precede the first use of the JDK's client, which reads a property
   * once.
   */
  public static void prepare() {}

  /**
   * Returns the target at an address; the URI itself for https, or without the JDK's permission.
   */
  public static PinnedAddress where(InetAddress address, URI uri) {
    return POSSIBLE ? to(address, uri) : new PinnedAddress(uri, Optional.empty());
  }

  public static PinnedAddress to(InetAddress address, URI uri) {
    if (!"http".equalsIgnoreCase(uri.getScheme())) {
      return new PinnedAddress(uri, Optional.empty());
    }
    String literal = address.getHostAddress().split("%", 2)[0]; // without the zone
    String host = address instanceof Inet6Address ? "[" + literal + "]" : literal;
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new PinnedAddress(
        URI.create("http://" + host + port + path + query), Optional.of(uri.getHost() + port));
  }

  /** Returns whether the JDK's client accepts a Host header; an earlier use of it decides. */
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
          "outbound calls over http are not pinned to the checked address; start the server with"
              + " -D{0}=host",
          ALLOWED);
      return false;
    }
  }
}
