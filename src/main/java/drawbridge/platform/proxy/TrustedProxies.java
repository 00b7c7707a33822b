package drawbridge.platform.proxy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reverse proxies whose forwarding headers are true, as address ranges.
 *
 * <p>The client is the right-most address that belongs to no trusted proxy; the addresses to the
 * left of it are what the client claims. When all are trusted, it is the left-most. The client is
 * the peer itself when the peer is no trusted proxy, and when its headers are malformed, name no
 * address ({@code unknown}, {@code _hidden}), or disagree: a proxy that writes one of {@code
 * Forwarded} and {@code X-Forwarded-For} passes on the other one of the client.
 */
public final class TrustedProxies {

  /** Completes the message "setting x …" for an invalid text. */
  public static final String EXPECTED =
      "must be IP addresses or ranges like 10.0.0.0/8 and 2001:db8::/32, separated by commas";

  /** No proxy is trusted. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final Pattern NODE =
      Pattern.compile("(?:\\[([^\\]]*)]|([^:]*))(?::(?:\\d{1,5}|_[A-Za-z0-9._-]+))?");

  private final List<IpNetwork> networks;

  private TrustedProxies(List<IpNetwork> networks) {
    this.networks = networks;
  }

  /**
   * Reads a list of ranges, or {@code none}.
   *
   * @throws IllegalArgumentException when one is malformed
   */
  public static TrustedProxies parse(String text) {
    if (text.equals("none")) {
      return NONE;
    }
    List<IpNetwork> networks = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      networks.add(IpNetwork.parse(each.strip()));
    }
    return new TrustedProxies(List.copyOf(networks));
  }

  /**
   * Returns the client of a request.
   *
   * @param peer the address of the connection
   * @param isPeerSecure whether the connection uses TLS
   * @param headers the values of a header, in their order; empty without it
   */
  public Client client(String peer, boolean isPeerSecure, Function<String, List<String>> headers) {
    Client itself = new Client(peer, isPeerSecure);
    if (!isTrusted(peer)) {
      return itself;
    }
    Optional<List<Map<String, String>>> elements = ForwardedElements.of(headers.apply("Forwarded"));
    if (elements.isEmpty()) {
      return itself;
    }
    List<String> forwarded =
        elements.get().stream().map(each -> each.getOrDefault("for", "unknown")).toList();
    List<String> proto =
        elements.get().stream().map(each -> each.getOrDefault("proto", "")).toList();
    List<String> others = ForwardedElements.list(headers.apply("X-Forwarded-For"));
    List<String> otherProto = ForwardedElements.list(headers.apply("X-Forwarded-Proto"));
    Hop hop = hop(forwarded.isEmpty() ? others : forwarded, peer);
    if (!forwarded.isEmpty() && !others.isEmpty() && !hop.equals(hop(others, peer))) {
      hop = new Hop(peer, 0);
    }
    return new Client(
        hop.address(), hop.isSecure(proto.isEmpty() ? otherProto : proto).orElse(isPeerSecure));
  }

  /**
   * The place of the client.
   *
   * @param fromRight how many proxies are between the client and the trusted peer
   */
  private record Hop(String address, int fromRight) {

    /** Reads whether the client used TLS; one value alone is that of the client. */
    Optional<Boolean> isSecure(List<String> protocols) {
      int at = Math.max(0, protocols.size() - 1 - fromRight);
      String protocol = protocols.isEmpty() ? "" : protocols.get(at);
      return protocol.equalsIgnoreCase("https")
          ? Optional.of(true)
          : protocol.equalsIgnoreCase("http") ? Optional.of(false) : Optional.empty();
    }
  }

  private Hop hop(List<String> addresses, String peer) {
    Hop hop = new Hop(peer, 0);
    for (int fromRight = 0; fromRight < addresses.size(); fromRight++) {
      Optional<InetAddress> address = address(addresses.get(addresses.size() - 1 - fromRight));
      if (address.isEmpty()) {
        return new Hop(peer, 0);
      }
      hop = new Hop(address.get().getHostAddress(), fromRight);
      if (networks.stream().noneMatch(each -> each.contains(address.get()))) {
        return hop;
      }
    }
    return hop;
  }

  private boolean isTrusted(String peer) {
    if (networks.isEmpty()) {
      return false;
    }
    Optional<InetAddress> address = IpNetwork.literal(peer);
    return address.isPresent() && networks.stream().anyMatch(each -> each.contains(address.get()));
  }

  /** Reads an address with or without port, in brackets or quotes; empty when malformed. */
  private static Optional<InetAddress> address(String text) {
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String node = isQuoted ? text.substring(1, text.length() - 1) : text;
    Optional<InetAddress> bare = IpNetwork.literal(node);
    if (bare.isPresent()) {
      return bare;
    }
    Matcher matcher = NODE.matcher(node);
    return matcher.matches()
        ? IpNetwork.literal(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
        : Optional.empty();
  }
}
