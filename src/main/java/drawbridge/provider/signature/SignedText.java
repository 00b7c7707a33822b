package drawbridge.provider.signature;

import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/**
 * The template of the signed text, such as <code>{id}.{timestamp}.{body}</code>. The body is signed
 * as received bytes.
 */
final class SignedText {

  /** A placeholder, or the text before the next brace. */
  private static final Pattern PIECE = Pattern.compile("\\{(id|timestamp|body|url)}|[^{]+|\\{");

  private final List<String> pieces;

  /**
   * @param template a valid template
   */
  SignedText(String template) {
    pieces = pieces(template);
  }

  private static List<String> pieces(String template) {
    return PIECE.matcher(template).results().map(MatchResult::group).toList();
  }

  /** Returns what a template must be, when it is not; empty when it is valid. */
  static Optional<String> faultOf(String template) {
    List<String> placeholders =
        pieces(template).stream().filter(piece -> piece.startsWith("{")).toList();
    for (String placeholder : placeholders) {
      if (placeholder.equals("{")) {
        return Optional.of("must have no other { than in {id}, {timestamp}, {body} and {url}");
      }
      if (placeholders.indexOf(placeholder) != placeholders.lastIndexOf(placeholder)) {
        return Optional.of("must have " + placeholder + " once at most");
      }
    }
    return placeholders.contains("{body}") ? Optional.empty() : Optional.of("must have {body}");
  }

  /**
   * Returns the MAC of the signed text.
   *
   * @param id the text for {@code {id}}; empty when it is not signed
   * @param timestamp the text for {@code {timestamp}}; empty when it is not signed
   */
  byte[] sign(Mac mac, Delivery delivery, String id, String timestamp) {
    for (String piece : pieces) {
      switch (piece) {
        case "{body}" -> mac.update(delivery.body());
        case "{url}" -> mac.update(bytes(delivery.url()));
        case "{id}" -> mac.update(bytes(id));
        case "{timestamp}" -> mac.update(bytes(timestamp));
        default -> mac.update(bytes(piece));
      }
    }
    return mac.doFinal();
  }

  /** Returns the text between double quotes of a shell, with a variable for each placeholder. */
  String inShell() {
    return pieces.stream()
        .map(
            piece ->
                piece.startsWith("{")
                    ? "$" + piece.toUpperCase(Locale.ROOT)
                    : CurlCommand.literal(piece))
        .collect(Collectors.joining());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
