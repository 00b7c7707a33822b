package drawbridge.provider.handshake;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.DeliveryPart;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The template of an answer, with placeholders like {@code {name}}. It is filled in one pass, so
 * that placeholders in values are not replaced.
 *
 * @param headers the text of each header; empty when left out
 * @param text a body of plain text
 * @param json a body of JSON
 */
public record HandshakeReply(
    @NotNull @Min(200) @Max(299) Integer status,
    JsonObject headers,
    @Size(min = 1, max = 4000)
        @jakarta.validation.constraints.Pattern(
            regexp = "[ -~\\n]*",
            message = "must be printable ASCII and line feeds")
        @Nullable String text,
    @Nullable JsonValue json)
    implements SelfChecked {

  /** The headers of an answer: {@code X-…}, those that name a hook or a challenge, and Allow. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?=" + DeliveryPart.TOKEN + "$)(x-.+|.*(hook|challenge|verification).*|allow)");

  /** Headers to which browsers and proxies give a meaning of their own. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "(?i)(x-content-type-options|x-frame-options|x-forwarded.*|x-accel.*|x-sendfile.*"
              + "|x-lighttpd.*|x-xss-protection|x-dns-prefetch-control|content-.*|set-cookie.*)");

  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{0,1000}");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");

  public HandshakeReply {
    headers = headers == null ? JsonValue.EMPTY_JSON_OBJECT : headers;
  }

  @Override
  public void check(List<Fault> faults) {
    if (text != null && json != null) {
      faults.add(Fault.at("/json", "is not used beside text"));
    }
    headers.forEach(
        (name, value) -> {
          String pointer = "/headers/" + Json.encodePointer(name);
          if (!NAME.matcher(name).matches() || RESERVED.matcher(name).matches()) {
            faults.add(Fault.at(pointer, "must not be set"));
          }
          if (!(value instanceof JsonString text)) {
            faults.add(Fault.at(pointer, "must be a string"));
          } else if (!PRINTABLE.matcher(text.getString()).matches()) {
            faults.add(Fault.at(pointer, "must be printable ASCII"));
          }
        });
  }

  /** Returns the names of all placeholders, in a new set. */
  Set<String> placeholders() {
    Set<String> names = new TreeSet<>();
    PLACEHOLDER
        .matcher(headers + "\n" + text + "\n" + json)
        .results()
        .forEach(result -> names.add(result.group(1)));
    return names;
  }

  /**
   * Fills the template.
   *
   * @param values by name, for each of {@link #placeholders}
   */
  Answer.Given filled(Map<String, String> values, Effect effect) {
    Map<String, String> all = new LinkedHashMap<>();
    headers.keySet().forEach(name -> all.put(name, fill(headers.getString(name), values::get)));
    if (text == null && json == null) {
      return new Answer.Given(status, all, Optional.empty(), "", effect);
    }
    String body =
        text != null
            ? fill(text, values::get)
            : fill(String.valueOf(json), name -> escaped(String.valueOf(values.get(name))));
    String mediaType = text != null ? "text/plain" : "application/json";
    return new Answer.Given(status, all, Optional.of(mediaType), body, effect);
  }

  private static String fill(String template, UnaryOperator<String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(name -> Matcher.quoteReplacement(values.apply(name.group(1))));
  }

  /** Returns a text as it stands between the quotes of a JSON string. */
  private static String escaped(String text) {
    String quoted = Json.createValue(text).toString();
    return quoted.substring(1, quoted.length() - 1);
  }
}
