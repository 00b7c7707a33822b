package drawbridge.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The body of a sample request. Factories take plain texts. All other texts stand between double
 * quotes of a shell, so that they can refer to variables. Not thread safe.
 */
public abstract sealed class SampleBody permits SampleDocument, SampleBody.Form, SampleBody.Text {

  private static final String SAMPLE = "sample";
  private static final String YES = "yes";

  /** Creates a JSON body; an empty object or array gets a member. */
  public static SampleBody json(String json) {
    JsonNode tree = Json.read(json);
    return new SampleDocument(tree.isEmpty() ? Json.object().put(SAMPLE, YES) : tree);
  }

  /**
   * Creates a JSON body that has an array with at least one element.
   *
   * @param array a JSON pointer
   */
  public static SampleBody json(String json, String array) {
    JsonNode tree = Json.read(json);
    SampleDocument body = new SampleDocument(tree);
    if (!tree.at(array).isArray() || tree.at(array).isEmpty()) {
      body.put(array + "/0/" + SAMPLE, YES);
    }
    return body;
  }

  /** Creates a form of these fields; without fields it gets one. */
  public static SampleBody form(Map<String, SampleBody> fields) {
    return new Form(fields.isEmpty() ? Map.of(SAMPLE, text(YES)) : fields);
  }

  /** Creates a body of any text. */
  public static SampleBody text(String text) {
    return new Text(CurlCommand.literal(text), Optional.of(text));
  }

  /** Creates multipart form data with the boundary {@code sample}. */
  public static SampleBody multipart() {
    String parts =
        "--sample\\r\\nContent-Disposition: form-data; name=\"sample\"\\r\\n\\r\\nyes\\r\\n"
            + "--sample--";
    return new Text("$(printf %b '" + parts + "')", Optional.empty());
  }

  /** Creates the body of a request without one. */
  public static SampleBody none() {
    return text("");
  }

  SampleBody() {}

  /** Returns the body. */
  abstract String inShell();

  /** Returns the body as the value of a form's field. */
  String encoded() {
    return "$(printf %s \"" + inShell() + "\" | od -An -v -tx1 | tr -d ' \\n' | sed 's/../%&/g')";
  }

  /** Puts a text at a JSON pointer. False when the body cannot hold it. */
  boolean put(String pointer, String text) {
    return false;
  }

  /** Returns the text or integer at a JSON pointer. */
  Optional<String> at(String pointer) {
    return Optional.empty();
  }

  /** Returns names and values of a form, sorted by name; empty when the body is no form. */
  String fields() {
    return "";
  }

  /** Whether the body is a form. */
  boolean isForm() {
    return false;
  }

  /** Whether the body is empty. */
  boolean isEmpty() {
    return inShell().isEmpty();
  }

  static final class Text extends SampleBody {

    private final String text;
    private final Optional<String> plain;

    /**
     * @param plain the text before it was escaped; empty when it refers to variables
     */
    Text(String text, Optional<String> plain) {
      this.text = text;
      this.plain = plain;
    }

    @Override
    String inShell() {
      return text;
    }

    @Override
    String encoded() {
      return plain.map(it -> URLEncoder.encode(it, UTF_8)).orElseGet(super::encoded);
    }
  }

  static final class Form extends SampleBody {

    private final SortedMap<String, SampleBody> fields;

    Form(Map<String, SampleBody> fields) {
      this.fields = new TreeMap<>(fields);
    }

    @Override
    String inShell() {
      return fields.entrySet().stream()
          .map(it -> URLEncoder.encode(it.getKey(), UTF_8) + "=" + it.getValue().encoded())
          .collect(Collectors.joining("&"));
    }

    @Override
    boolean put(String pointer, String text) {
      JsonPointer path = JsonPointer.compile(pointer);
      String name = path.getMatchingProperty();
      if (path.tail().matches()) {
        fields.put(name, new Text(text, Optional.empty()));
        return true;
      }
      return fields.containsKey(name) && fields.get(name).put(path.tail().toString(), text);
    }

    @Override
    Optional<String> at(String pointer) {
      JsonPointer path = JsonPointer.compile(pointer);
      Optional<SampleBody> field = Optional.ofNullable(fields.get(path.getMatchingProperty()));
      return path.tail().matches()
          ? field.map(SampleBody::inShell)
          : field.flatMap(it -> it.at(path.tail().toString()));
    }

    @Override
    String fields() {
      StringBuilder joined = new StringBuilder();
      fields.forEach(
          (name, value) -> joined.append(CurlCommand.literal(name)).append(value.inShell()));
      return joined.toString();
    }

    @Override
    boolean isForm() {
      return true;
    }
  }
}
