package drawbridge.run.outbound;

import drawbridge.platform.http.ForbiddenAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hosts that outbound calls may reach (X12): {@code *}, {@code host}, {@code *.suffix}, each
 * with or without {@code :port}. {@link ForbiddenAddresses} are always refused, by each resolved
 * address.
 */
public final class OutboundRules {

  private static final Pattern RULE =
      Pattern.compile(
          "(\\*|(?:\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");

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

  /** Returns the host's name in lower case, without a dot at its end. */
  static String name(URI uri) {
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
    return ForbiddenAddresses.isForbidden(name) ? Optional.of(forbidden(uri)) : Optional.empty();
  }

  /** Returns why a resolved address is refused; empty when all are allowed. */
  static Optional<String> refusal(URI uri, List<InetAddress> resolved) {
    return resolved.stream().anyMatch(ForbiddenAddresses::isForbidden)
        ? Optional.of(forbidden(uri))
        : Optional.empty();
  }

  private static String forbidden(URI uri) {
    return name(uri) + " is a link-local, metadata or reserved address, which is never called";
  }
}
