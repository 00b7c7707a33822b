package drawbridge.inbound.body;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a {@code Content-Type} header (RFC 9110 §8.3.1).
 *
 * @param name type and subtype in lower case
 * @param parameters by their names in lower case
 */
public record ContentType(String name, Map<String, String> parameters) {

  /**
   * The header that holds what the sender sent as {@code Content-Type}, when that is not
   * well-formed or repeated. JAX-RS implementations refuse such requests before the application
   * sees them, so a filter renames the header.
   */
  public static final String UNREADABLE = "Drawbridge-Unreadable-Content-Type";

  /** The most characters of a readable value. */
  private static final int LONGEST = 1000;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final Pattern NAME = Pattern.compile("(" + TOKEN + "/" + TOKEN + ")[ \\t]*+");
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";[ \\t]*+(?:("
              + TOKEN
              + ")=(?:("
              + TOKEN
              + ")|\"((?:[\\t !#-\\[\\]-~]|\\\\[\\t -~])*+)\"))?+[ \\t]*+");

  public ContentType {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads all values of the header.
   *
   * @return empty when there is none, or several, or one that is not well-formed
   */
  public static Optional<ContentType> of(List<String> values) {
    return values.size() == 1 ? of(values.get(0)) : Optional.empty();
  }

  /** Reads a value; empty when it is not well-formed or has a parameter twice. */
  public static Optional<ContentType> of(String value) {
    Matcher name = NAME.matcher(value);
    if (value.length() > LONGEST || !name.lookingAt()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(value);
    int at = name.end();
    while (at < value.length()) {
      parameter.region(at, value.length());
      if (!parameter.lookingAt() || !add(parameter, parameters)) {
        return Optional.empty();
      }
      at = parameter.end();
    }
    return Optional.of(new ContentType(name.group(1).toLowerCase(Locale.ROOT), parameters));
  }

  private static boolean add(Matcher parameter, Map<String, String> parameters) {
    if (parameter.group(1) == null) {
      return true; // RFC 9110 §5.6.6 allows a semicolon without a parameter
    }
    String value =
        parameter.group(2) == null
            ? parameter.group(3).replaceAll("\\\\(.)", "$1")
            : parameter.group(2);
    return parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value) == null;
  }

  /** Whether bodies of the type are JSON: {@code application/json}, {@code text/json}, +json. */
  public boolean isJson() {
    return name.equals("application/json") || name.equals("text/json") || name.endsWith("+json");
  }
}
