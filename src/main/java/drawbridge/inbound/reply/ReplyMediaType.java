package drawbridge.inbound.reply;

import drawbridge.expression.ValuePosition;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A media type that a reply may have. The list allows what providers read and no browser executes:
 * HTML, SVG, XHTML, scripts, style sheets, PDF and multipart are not in it.
 *
 * @param name without parameters, in lower case
 */
record ReplyMediaType(String name, Kind kind) {

  static final ReplyMediaType JSON = new ReplyMediaType("application/json", Kind.JSON);
  static final ReplyMediaType TEXT = new ReplyMediaType("text/plain", Kind.TEXT);

  /** Completes the message "contentType …" for any other media type. */
  static final String EXPECTED =
      "must be application/json, another application/…+json, text/json, text/plain,"
          + " application/xml, text/xml or application/soap+xml, with no parameter but"
          + " charset=utf-8";

  private static final Pattern OTHER_JSON =
      Pattern.compile("application/[a-z0-9][a-z0-9!#$&^_.-]{0,100}\\+json"); // RFC 6838, RFC 6839

  private static final Pattern CHARSET =
      Pattern.compile("\\s*;\\s*charset\\s*=\\s*(utf-8|\"utf-8\")\\s*");

  /** How a body is escaped and checked. */
  enum Kind {
    JSON(ValuePosition.JSON_TEXT, ""),
    XML(ValuePosition.XML_TEXT, "; charset=utf-8"),
    TEXT(ValuePosition.TEXT, "; charset=utf-8");

    private final ValuePosition position;
    private final String parameters;

    Kind(ValuePosition position, String parameters) {
      this.position = position;
      this.parameters = parameters;
    }

    ValuePosition position() {
      return position;
    }
  }

  /** Returns an allowed media type; empty for any other. */
  static Optional<ReplyMediaType> of(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    int end = lower.indexOf(';');
    String name = end < 0 ? lower : lower.substring(0, end).strip();
    boolean isReadable = end < 0 || CHARSET.matcher(lower.substring(end)).matches();
    return isReadable ? kind(name).map(kind -> new ReplyMediaType(name, kind)) : Optional.empty();
  }

  private static Optional<Kind> kind(String name) {
    return switch (name) {
      case "application/json", "text/json" -> Optional.of(Kind.JSON);
      case "application/xml", "text/xml", "application/soap+xml" -> Optional.of(Kind.XML);
      case "text/plain" -> Optional.of(Kind.TEXT);
      default -> OTHER_JSON.matcher(name).matches() ? Optional.of(Kind.JSON) : Optional.empty();
    };
  }

  /** Returns the value of the header {@code Content-Type}. */
  String header() {
    return name + kind.parameters;
  }
}
