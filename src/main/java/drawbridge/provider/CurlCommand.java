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
 * Builds a command for a POSIX shell with {@code curl} and {@code openssl} that sends a sample
 * event. Secrets are shell variables that the user sets; the command contains none.
 *
 * <p>Texts are placed between double quotes: use {@link #literal} for plain text and {@link
 * #variable} for shell variables.
 */
public final class CurlCommand {

  /** The variable that holds the body. */
  public static final String BODY = variable("BODY");

  /** The variable that holds the URL. */
  public static final String URL = variable("URL");

  private static final String SAMPLE = "sample";

  private final String url;
  private final String mediaType;
  private final boolean isJson;
  private final Map<String, String> defined = new LinkedHashMap<>();
  private final Map<String, String> computed = new LinkedHashMap<>();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> query = new ArrayList<>();
  private JsonNode body = Json.object();

  /**
   * @param isJson whether the body is JSON; else it is a short text
   */
  public CurlCommand(String url, String mediaType, boolean isJson) {
    this.url = url;
    this.mediaType = mediaType;
    this.isJson = isJson;
  }

  /** Whether the body is JSON. */
  public boolean isJson() {
    return isJson;
  }

  /** Returns the query with its question mark, as far as it is known; empty for none. */
  public String query() {
    return query.isEmpty() ? "" : "?" + String.join("&", query);
  }

  /** Returns names and values of the sample's form; empty when the body is no form. */
  public String form() {
    return mediaType.equals("application/x-www-form-urlencoded") ? SAMPLE : "";
  }

  /** Escapes a text for double quotes, including history expansion. */
  public static String literal(String text) {
    return text.replaceAll("[\\\\\"$`]", "\\\\$0").replace("!", "\"'!'\"");
  }

  /** Returns the reference to a shell variable. */
  public static String variable(String name) {
    return "${" + name + "}";
  }

  /** Defines a variable with a random id and returns its reference. */
  public String id() {
    return define("ID", "openssl rand -hex 16");
  }

  /** Defines a variable before the body: the output of a command. Returns its reference. */
  public String define(String name, String command) {
    defined.put(name, command);
    return variable(name);
  }

  /**
   * Defines a variable after the body: its command may use {@link #BODY}. Returns its reference.
   */
  public String compute(String name, String command) {
    computed.put(name, command);
    return variable(name);
  }

  /** Sets a header. Replaces an earlier one with this name. */
  public void header(String name, String text) {
    headers.put(name, text);
  }

  /**
   * Sets the body, before parts are put into it. Ignored when the body is not JSON.
   *
   * @param json any JSON
   */
  public void body(String json) {
    body = isJson ? escaped(Json.read(json)) : body;
  }

  private static JsonNode escaped(JsonNode tree) {
    if (tree.isTextual()) {
      String quoted = Json.write(tree);
      return TextNode.valueOf(literal(quoted.substring(1, quoted.length() - 1)));
    }
    if (tree instanceof ArrayNode array) {
      ArrayNode escaped = Json.MAPPER.createArrayNode();
      array.forEach(element -> escaped.add(escaped(element)));
      return escaped;
    }
    if (tree instanceof ObjectNode object) {
      ObjectNode escaped = Json.object();
      object.forEachEntry((name, value) -> escaped.set(name, escaped(value)));
      return escaped;
    }
    return tree;
  }

  /** Puts a text into a part of the event. False for a JSON pointer when the body is not JSON. */
  public boolean put(DeliveryPart part, String text) {
    if (part.header() != null) {
      header(part.header(), text);
    } else if (part.query() != null) {
      query.add(literal(URLEncoder.encode(part.query(), UTF_8)) + "=" + text);
    } else if (isJson) {
      body = with(body, JsonPointer.compile(part.pointer()), TextNode.valueOf(text));
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

  /** Returns the command in several lines. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("URL=\"" + literal(url) + "\"");
    defined.forEach((name, command) -> lines.add(name + "=$(" + command + ")"));
    lines.add("BODY=\"" + body() + "\"");
    computed.forEach((name, command) -> lines.add(name + "=$(" + command + ")"));
    header("Content-Type", literal(mediaType));
    StringBuilder curl = new StringBuilder("curl -sS \"" + URL);
    curl.append(query()).append('"');
    headers.forEach(
        (name, text) -> curl.append(" \\\n  -H \"" + literal(name) + ": " + text + "\""));
    lines.add(curl.append(" \\\n  --data-binary \"" + BODY + "\"").toString());
    return String.join("\n", lines);
  }

  private String body() {
    if (!isJson) {
      return SAMPLE;
    }
    return serialized(body.isEmpty() ? Json.object().put(SAMPLE, literal("yes")) : body);
  }

  /** Serializes a tree whose texts are escaped already. */
  private static String serialized(JsonNode tree) {
    List<String> parts = new ArrayList<>();
    if (tree instanceof ArrayNode array) {
      array.forEach(element -> parts.add(serialized(element)));
      return "[" + String.join(",", parts) + "]";
    }
    if (tree instanceof ObjectNode object) {
      object.forEachEntry((name, value) -> parts.add(quoted(name) + ":" + serialized(value)));
      return "{" + String.join(",", parts) + "}";
    }
    return tree.isTextual() ? literal("\"") + tree.textValue() + literal("\"") : Json.write(tree);
  }

  private static String quoted(String name) {
    return literal(Json.write(TextNode.valueOf(name)));
  }
}
