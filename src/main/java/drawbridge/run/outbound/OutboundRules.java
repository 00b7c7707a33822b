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
 * Which hosts may be called (X12): {@code *}, {@code host}, {@code *.suffix}, each with {@code
 * :port} or without. Link-local and metadata addresses are refused whatever the list says, judged
 * on every resolved address.
 */
public final class OutboundRules {

  private static final Pattern RULE =
      Pattern.compile(
          "(\\*|(?:\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");
  private static final Set<String> METADATA_NAMES =
      Set.of("metadata.google.internal", "metadata", "instance-data");
  private static final List<InetAddress> METADATA =
      List.of(literal("169.254.169.254"), literal("fd00:ec2::254"), literal("100.100.100.200"));

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
   * Reads a list separated by commas.
   *
   * @throws IllegalArgumentException naming the value that is none
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
   * Why this address may not be called; empty when it may. Resolves the name, and so may block.
   *
   * @throws UnknownHostException when the name does not resolve
   */
  Optional<String> refusal(URI uri) throws UnknownHostException {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    if (rules.stream().noneMatch(rule -> rule.matches(name, port))) {
      return Optional.of(name + ":" + port + " is not in drawbridge.outbound.allow");
    }
    if (METADATA_NAMES.contains(name)
        || Arrays.stream(InetAddress.getAllByName(name)).anyMatch(OutboundRules::isForbidden)) {
      return Optional.of(name + " is a link-local or metadata address, which is never called");
    }
    return Optional.empty();
  }

  private static boolean isForbidden(InetAddress address) {
    InetAddress inner = embedded(address);
    return inner.isLinkLocalAddress() || METADATA.contains(inner) || inner.isMulticastAddress();
  }

  /** The IPv4 address inside a NAT64 address (64:ff9b::/96), else the address itself. */
  private static InetAddress embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    byte[] prefix = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    if (bytes.length != 16 || !Arrays.equals(bytes, 0, 12, prefix, 0, 12)) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
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
