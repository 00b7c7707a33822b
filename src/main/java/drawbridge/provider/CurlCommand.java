package drawbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.Json;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command that sends one sample event, to be pasted into a POSIX shell with {@code curl} and
 * {@code openssl}. Secrets are variables that whoever pastes it has set; none is in the command.
 *
 * <p>Texts that it is given stand between double quotes: {@link #literal} escapes what is meant as
 * it is, and {@link #variable} names what the shell fills in.
 */
public final class CurlCommand {

  /** What the command calls the event's body and the address, wherever they are signed. */
  public static final String BODY = variable("BODY");

  /** See {@link #BODY}. */
  public static final String URL = variable("URL");

  private static final String SAMPLE = "sample";

  private final String url;
  private final String mediaType;
  private final boolean isJson;
  private final Map<String, String> drawn = new LinkedHashMap<>();
  private final Map<String, String> computed = new LinkedHashMap<>();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> query = new ArrayList<>();
  private JsonNode body = Json.object();

  /**
   * @param isJson whether the media type is JSON; of others the body is a short text
   */
  public CurlCommand(String url, String mediaType, boolean isJson) {
    this.url = url;
    this.mediaType = mediaType;
    this.isJson = isJson;
  }

  /** A text that is meant as it is, between double quotes, also where history is expanded. */
  public static String literal(String text) {
    return text.replaceAll("[\\\\\"$`]", "\\\\$0").replace("!", "\"'!'\"");
  }

  /** What the shell puts in the place of a variable, between double quotes. */
  public static String variable(String name) {
    return "${" + name + "}";
  }

  /** An id that is another one each time the command is run. */
  public String id() {
    return draw("ID", "openssl rand -hex 16");
  }

  /** The output of a command that needs neither body nor address; answers its variable. */
  public String draw(String name, String command) {
    drawn.put(name, command);
    return variable(name);
  }

  /** The output of a command that may use {@link #BODY} and {@link #URL}; answers its variable. */
  public String compute(String name, String command) {
    computed.put(name, command);
    return variable(name);
  }

  /** One header; of one name the last one counts. */
  public void header(String name, String text) {
    headers.put(name, text);
  }

  /** Puts a text where the receiver looks for it; false where such a body has no such place. */
  public boolean place(DeliveryPart part, String text) {
    if (part instanceof DeliveryPart.Header header) {
      header(header.name(), text);
    } else if (part instanceof DeliveryPart.Query parameter) {
      query.add(literal(URLEncoder.encode(parameter.name(), UTF_8)) + "=" + text);
    } else if (part instanceof DeliveryPart.Pointer member && isJson) {
      body = with(body, member.pointer(), TextNode.valueOf(text));
    } else {
      return false;
    }
    return true;
  }

  private static JsonNode with(JsonNode tree, JsonPointer path, JsonNode value) {
    if (path.matches()) {
      return value;
    }
    if (path.getMatchingIndex() == 0 && (tree.isArray() || tree.isEmpty())) {
      JsonNode first = with(tree.path(0), path.tail(), value);
      return Json.MAPPER.createArrayNode().add(first);
    }
    ObjectNode object = tree instanceof ObjectNode known ? known : Json.object();
    String name = path.getMatchingProperty();
    return object.<ObjectNode>set(name, with(object.path(name), path.tail(), value));
  }

  /** The command, in several lines. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("URL=\"" + literal(url) + "\"");
    drawn.forEach((name, command) -> lines.add(name + "=$(" + command + ")"));
    lines.add("BODY=\"" + body() + "\"");
    computed.forEach((name, command) -> lines.add(name + "=$(" + command + ")"));
    header("Content-Type", literal(mediaType));
    StringBuilder curl = new StringBuilder("curl -sS \"" + URL);
    curl.append(query.isEmpty() ? "" : "?" + String.join("&", query)).append('"');
    headers.forEach(
        (name, text) -> curl.append(" \\\n  -H \"" + literal(name) + ": " + text + "\""));
    lines.add(curl.append(" \\\n  --data-binary \"" + BODY + "\"").toString());
    return String.join("\n", lines);
  }

  private String body() {
    if (!isJson) {
      return SAMPLE;
    }
    return written(body.isEmpty() ? Json.object().put(SAMPLE, literal("yes")) : body);
  }

  /** Texts in it are for the shell already. */
  private static String written(JsonNode tree) {
    List<String> parts = new ArrayList<>();
    if (tree instanceof ArrayNode array) {
      array.forEach(element -> parts.add(written(element)));
      return "[" + String.join(",", parts) + "]";
    }
    if (tree instanceof ObjectNode object) {
      object.forEachEntry((name, value) -> parts.add(quoted(name) + ":" + written(value)));
      return "{" + String.join(",", parts) + "}";
    }
    return literal("\"") + tree.textValue() + literal("\"");
  }

  private static String quoted(String name) {
    return literal(Json.write(TextNode.valueOf(name)));
  }
}
