package drawbridge.run.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The hosts that outbound calls may reach (X12): {@code *}, {@code host}, {@code *.suffix}, each
 * with or without {@code :port}. Link-local, multicast and metadata addresses are always refused,
 * by each resolved address.
 */
public final class OutboundRules {

  private static final Pattern RULE =
      Pattern.compile(
          "(\\*|(?:\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");
  private static final Set<String> METADATA_NAMES =
      Set.of("metadata.google.internal", "metadata", "instance-data");
  private static final List<InetAddress> METADATA =
      List.of(
          literal("169.254.169.254"),
          literal("fd00:ec2::254"),
          literal("fd00:ec2::23"),
          literal("100.100.100.200"),
          literal("168.63.129.16"));

  private record Rule(String host, int port) {
    boolean matches(String name, int wanted) {
      boolean fits =
          host.equals("*")
              || (host.startsWith("*.") ? name.endsWith(host.substring(1)) : host.equals(name));
      return fits && (port < 0 || port == wanted);
    }
  }

  private final List<Rule> rules;

  private OutboundRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Parses a list of rules separated by commas.
   *
   * @throws IllegalArgumentException naming the invalid rule
   */
  public static OutboundRules parse(String setting) {
    return new OutboundRules(
        Arrays.stream(setting.split(",", -1)).map(String::strip).map(OutboundRules::rule).toList());
  }

  private static Rule rule(String text) {
    var match = RULE.matcher(text.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "drawbridge.outbound.allow: '" + text + "' is not host, *.suffix or host:port");
    }
    String port = match.group(3);
    int number = port == null ? -1 : Integer.parseInt(port.substring(1));
    if (number == 0 || number > 65535) {
      throw new IllegalArgumentException("drawbridge.outbound.allow: no such port: '" + text + "'");
    }
    return new Rule(match.group(1), number);
  }

  /**
   * Resolves the host of a URI. May block.
   *
   * @throws UnknownHostException when the name does not resolve
   */
  static List<InetAddress> resolved(URI uri) throws UnknownHostException {
    return List.of(InetAddress.getAllByName(name(uri)));
  }

  private static String name(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Returns why the rules refuse the host's name; empty when they allow it. */
  Optional<String> refusal(URI uri) {
    String name = name(uri);
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    if (rules.stream().noneMatch(rule -> rule.matches(name, port))) {
      return Optional.of(name + ":" + port + " is not in drawbridge.outbound.allow");
    }
    return METADATA_NAMES.contains(name) ? Optional.of(forbidden(uri)) : Optional.empty();
  }

  /** Returns why a resolved address is refused; empty when all are allowed. */
  static Optional<String> refusal(URI uri, List<InetAddress> resolved) {
    return resolved.stream().anyMatch(OutboundRules::isForbidden)
        ? Optional.of(forbidden(uri))
        : Optional.empty();
  }

  private static String forbidden(URI uri) {
    return name(uri) + " is a link-local or metadata address, which is never called";
  }

  private static boolean isForbidden(InetAddress address) {
    InetAddress inner = embedded(address);
    return inner.isLinkLocalAddress() || METADATA.contains(inner) || inner.isMulticastAddress();
  }

  /**
   * Returns the IPv4 address inside an IPv6 one (NAT64, 6to4, IPv4-compatible), or the address
   * itself.
   */
  private static InetAddress embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16 || address.isLoopbackAddress()) {
      return address;
    }
    byte[] nat64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    boolean last =
        Arrays.equals(bytes, 0, 12, nat64, 0, 12)
            || Arrays.equals(bytes, 0, 12, new byte[12], 0, 12);
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    if (!last && !sixToFour) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, last ? 12 : 2, last ? 16 : 6));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("unreachable: the address has four bytes", e);
    }
  }

  private static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
