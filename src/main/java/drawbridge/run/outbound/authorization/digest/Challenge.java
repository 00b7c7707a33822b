package drawbridge.run.outbound.authorization.digest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One challenge of a {@code WWW-Authenticate} header (RFC 9110, section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters by name in lower case, without quotes and escapes
 */
record Challenge(String scheme, Map<String, String> parameters) {

  /** A longer header has no challenge. */
  private static final int LONGEST = 8_192;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final Pattern SCHEME =
      Pattern.compile("(" + TOKEN + ")(?:\\s++(?!=)(.++))?+", Pattern.DOTALL);
  private static final Pattern PARAMETER =
      Pattern.compile("(" + TOKEN + ")\\s*+=\\s*+(.++)", Pattern.DOTALL);
  private static final Pattern UNQUOTED = Pattern.compile(TOKEN);

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  String get(String name, String byDefault) {
    return parameters.getOrDefault(name, byDefault);
  }

  /** Returns the challenges of a header in order, without the malformed ones. */
  static List<Challenge> parse(String header) {
    List<Challenge> challenges = new ArrayList<>();
    String scheme = "";
    Map<String, String> parameters = new HashMap<>();
    boolean isValid = false;
    for (String element : header.length() > LONGEST ? List.<String>of() : elements(header)) {
      Matcher start = SCHEME.matcher(element);
      String rest = element;
      if (start.matches()) {
        if (isValid) {
          challenges.add(new Challenge(scheme, parameters));
        }
        scheme = start.group(1).toLowerCase(Locale.ROOT);
        rest = start.group(2);
        parameters = new HashMap<>();
        isValid = true;
      }
      isValid &= rest == null || isAdded(rest, parameters);
    }
    if (isValid) {
      challenges.add(new Challenge(scheme, parameters));
    }
    return challenges;
  }

  /** Splits a list at the commas outside of quotes. */
  private static List<String> elements(String header) {
    List<String> elements = new ArrayList<>();
    boolean isQuoted = false;
    int from = 0;
    for (int at = 0; at <= header.length(); at++) {
      char c = at < header.length() ? header.charAt(at) : ',';
      if (isQuoted && c == '\\') {
        at++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == ',' && (!isQuoted || at == header.length())) {
        elements.add(header.substring(from, Math.min(at, header.length())).strip());
        from = at + 1;
      }
    }
    elements.removeIf(String::isEmpty);
    return elements;
  }

  /** Adds a parameter; returns false for a malformed or repeated one. */
  private static boolean isAdded(String element, Map<String, String> parameters) {
    Matcher parameter = PARAMETER.matcher(element);
    String value = parameter.matches() ? unquoted(parameter.group(2)) : null;
    return value != null
        && parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value) == null;
  }

  /** Returns the content of a quoted text, or a token; null for any other text. */
  private static @Nullable String unquoted(String text) {
    if (!text.startsWith("\"")) {
      return UNQUOTED.matcher(text).matches() ? text : null;
    }
    StringBuilder content = new StringBuilder();
    for (int at = 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        return at == text.length() - 1 ? content.toString() : null;
      } else if (c == '\\' && ++at < text.length()) {
        c = text.charAt(at);
      }
      content.append(c);
    }
    return null;
  }
}
