package drawbridge.provider.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The URLs from which keys may be fetched: {@code https://sns.*.amazonaws.com/Notification-*.pem}.
 *
 * <p>In the host, {@code *.} at its start stands for one or more labels, and any other {@code *}
 * for one label; {@code {region}} stands for a region of AWS, such as {@code us-gov-west-1}. In the
 * path, {@code *} stands for letters, digits, dots, hyphens and underscores. A URL that matches has
 * no user info, port, query and fragment.
 */
public final class UrlPattern {

  private static final Pattern FORM =
      Pattern.compile(
          "(https?)://((?:\\*\\.)?[a-z0-9-][a-z0-9*{}-]*(?:\\.[a-z0-9*{}-]+)*)(/[!-~]*)");
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final String REGION = "[a-z]{2,4}(?:-[a-z]{1,20}){1,2}-[0-9]{1,2}";
  private static final int LONGEST = 500;

  private final String text;
  private final Pattern host;
  private final Pattern url;

  private UrlPattern(Matcher parts) {
    text = parts.group();
    String name = parts.group(2);
    String expression =
        (name.startsWith("*.") ? "(?:" + LABEL + "\\.)+" : "")
            + Stream.of(name.replaceFirst("^\\*\\.", "").split("\\{region}", -1))
                .map(part -> expression(part, LABEL))
                .collect(Collectors.joining(REGION));
    host = Pattern.compile(expression);
    url =
        Pattern.compile(
            Pattern.quote(parts.group(1) + "://")
                + expression
                + expression(parts.group(3), "(?!\\.)[A-Za-z0-9._-]{1,200}"));
  }

  private static String expression(String text, String wildcard) {
    StringBuilder expression = new StringBuilder();
    String[] literals = text.split("\\*", -1);
    for (int i = 0; i < literals.length; i++) {
      expression.append(i == 0 ? "" : wildcard).append(Pattern.quote(literals[i]));
    }
    return expression.toString();
  }

  /** Parses a pattern; empty when it is malformed. */
  public static Optional<UrlPattern> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches() ? Optional.of(new UrlPattern(parts)) : Optional.empty();
  }

  /** Whether a host matches the pattern's. */
  public boolean isHost(String name) {
    return host.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether the pattern has the scheme {@code https}. */
  public boolean isHttps() {
    return text.startsWith("https:");
  }

  /** Returns the URL; empty when it does not match. */
  public Optional<URI> permitted(String address) {
    try {
      return address.length() <= LONGEST && url.matcher(address).matches()
          ? Optional.of(new URI(address))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns the URL; empty when it matches none of the patterns. */
  public static Optional<URI> permitted(String address, List<UrlPattern> patterns) {
    return patterns.stream().flatMap(pattern -> pattern.permitted(address).stream()).findFirst();
  }

  @Override
  public String toString() {
    return text;
  }
}
