package drawbridge.inbound.trigger.entity;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.body.BodyText;
import drawbridge.inbound.body.BodyTree;
import drawbridge.inbound.body.FaultList;
import drawbridge.inbound.body.FormFields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A media type that a trigger accepts, and the conversion of its bodies to {@code runtime} (T1,
 * T6).
 *
 * @param name in lower case: {@code application/json}
 */
public record MediaKind(String name) {

  /** The default. */
  public static final MediaKind JSON = new MediaKind("application/json");

  static final MediaKind FORM = new MediaKind("application/x-www-form-urlencoded");
  static final MediaKind TEXT = new MediaKind("text/plain");

  private static final Pattern OTHER_JSON =
      Pattern.compile("application/[a-z0-9][a-z0-9!#$&^_.-]{0,100}\\+json"); // RFC 6838, RFC 6839

  /**
   * Returns a supported media type.
   *
   * @throws IllegalArgumentException with a message that completes "mediaTypes …"
   */
  public static MediaKind of(String text) {
    MediaKind kind = new MediaKind(text.toLowerCase(Locale.ROOT));
    if (kind.isJson() || kind.equals(FORM) || kind.equals(TEXT)) {
      return kind;
    }
    throw new IllegalArgumentException(
        "must be application/json, another application/…+json, "
            + FORM.name
            + " or text/plain, without parameters");
  }

  /** Whether bodies are JSON objects or arrays. */
  public boolean isJson() {
    return equals(JSON) || OTHER_JSON.matcher(name).matches();
  }

  /**
   * Reads a body: JSON as a tree, a form as an object, text as a string. Empty when there is a
   * fault.
   */
  public Optional<JsonNode> read(byte[] body, FaultList faults) {
    Optional<? extends JsonNode> read =
        isJson()
            ? BodyTree.objectOrArray(body, faults)
            : equals(FORM) ? FormFields.read(body, faults) : BodyText.read(body, faults);
    return read.<JsonNode>map(tree -> tree).filter(tree -> faults.isEmpty());
  }
}
