package drawbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final String url;
  private final String method;
  private final String mediaType;
  private final SampleBody body;
  private final Map<String, String> defined = new LinkedHashMap<>();
  private final Map<String, String> computed = new LinkedHashMap<>();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> query = new ArrayList<>();

  /**
   * @param mediaType of the body
   */
  public CurlCommand(String url, String method, String mediaType, SampleBody body) {
    this.url = url;
    this.method = method;
    this.mediaType = mediaType;
    this.body = body;
  }

  public String method() {
    return method;
  }

  /** Whether the body is a form. */
  public boolean isForm() {
    return body.isForm();
  }

  /** Returns the query with its question mark, as far as it is known; empty for none. */
  public String query() {
    return query.isEmpty() ? "" : "?" + String.join("&", query);
  }

  /** Returns names and values of the sample's form; empty when the body is no form. */
  public String form() {
    return body.fields();
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

  /** Puts a text into a part of the event. False for a JSON pointer that the body cannot hold. */
  public boolean put(DeliveryPart part, String text) {
    if (part.header() != null) {
      header(part.header(), text);
    } else if (part.query() != null) {
      query.add(literal(URLEncoder.encode(part.query(), UTF_8)) + "=" + text);
    } else {
      return body.put(String.valueOf(part.pointer()), text);
    }
    return true;
  }

  /** Returns the text or integer at a JSON pointer of the body; empty when there is none. */
  public Optional<String> at(String pointer) {
    return body.at(pointer);
  }

  /** Returns the command in several lines. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("URL=\"" + literal(url) + "\"");
    defined.forEach((name, command) -> lines.add(name + "=$(" + command + ")"));
    lines.add("BODY=\"" + body.inShell() + "\"");
    computed.forEach((name, command) -> lines.add(name + "=$(" + command + ")"));
    StringBuilder curl = new StringBuilder("curl -sS").append(option()).append(" \"" + URL);
    curl.append(query()).append('"');
    if (!body.isEmpty()) {
      header("Content-Type", literal(mediaType));
    }
    headers.forEach(
        (name, text) -> curl.append(" \\\n  -H \"" + literal(name) + ": " + text + "\""));
    if (!body.isEmpty()) {
      curl.append(" \\\n  --data-binary \"" + BODY + "\"");
    }
    lines.add(curl.toString());
    return String.join("\n", lines);
  }

  /** Returns the option for the method, which a body determines unless it is another. */
  private String option() {
    if (method.equals("HEAD")) {
      return " -I";
    }
    return method.equals(body.isEmpty() ? "GET" : "POST") ? "" : " -X " + method;
  }
}
