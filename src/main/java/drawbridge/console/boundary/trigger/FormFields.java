package drawbridge.console.boundary.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of a form by the names of their fields. A field has the path of its member as name,
 * such as {@code signature.scheme} or {@code routes.0.when}. Not a record: records print their
 * secrets.
 */
final class FormFields {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final Map<String, String> texts = new HashMap<>();

  /** Creates a form without texts. */
  FormFields() {}

  /**
   * @param sent the parameters of a request; line breaks become line feeds
   */
  FormFields(Map<String, String> sent) {
    sent.forEach((name, text) -> texts.put(name, text.replace("\r\n", "\n")));
  }

  void put(String field, String text) {
    texts.put(field, text);
  }

  /** Adds a value as its text; {@code true} marks a check box, false and null leave it empty. */
  void put(String field, JsonNode value) {
    if (value.isContainerNode()) {
      put(field, Json.write(value));
    } else if (!value.isNull() && !value.isMissingNode()) {
      put(field, value.isBoolean() && !value.asBoolean() ? "" : value.asText());
    }
  }

  /** Adds the members of an object below a prefix such as {@code rate.}. */
  void putAll(String prefix, JsonNode object) {
    object.forEachEntry((name, value) -> put(prefix + name, value));
  }

  /** Returns the text of a field as it was entered; empty for an unknown one. */
  String entered(String field) {
    return texts.getOrDefault(field, "");
  }

  /** Returns a field; empty when blank. Strips whitespace except around secrets. */
  Optional<String> text(String field) {
    boolean isSecret = field.endsWith(".secret") || field.endsWith(".token");
    String text = entered(field);
    return Optional.of(isSecret ? text : text.strip()).filter(it -> !it.isEmpty());
  }

  /** Returns a field as a number; a text that is none stays a text, which the check refuses. */
  Optional<JsonNode> number(String field) {
    return text(field)
        .map(
            text ->
                NUMBER.matcher(text).matches()
                    ? Json.NODES.numberNode(Integer.parseInt(text))
                    : Json.NODES.textNode(text));
  }

  /**
   * Returns a field as JSON; empty when blank or malformed.
   *
   * @param faults receives a fault for malformed JSON
   */
  Optional<JsonNode> tree(String field, List<Fault> faults) {
    return text(field)
        .flatMap(
            text -> {
              try {
                return Optional.of(Json.MAPPER.readTree(text));
              } catch (JsonProcessingException e) {
                faults.add(Fault.at(pointer(field), "must be JSON"));
                return Optional.empty();
              }
            });
  }

  /** Returns the names of the fields that start with a prefix, sorted, without the prefix. */
  List<String> namesBelow(String prefix) {
    return texts.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .sorted()
        .toList();
  }

  /** Returns the names of the rows of a list in their order, such as {@code routes.0}. */
  List<String> rows(String list) {
    Pattern row = Pattern.compile(Pattern.quote(list) + "\\.(\\d{1,4})\\..+");
    return texts.keySet().stream()
        .map(row::matcher)
        .filter(Matcher::matches)
        .map(found -> Integer.valueOf(found.group(1)))
        .distinct()
        .sorted()
        .map(index -> list + "." + index)
        .toList();
  }

  /** Returns the JSON pointer of the member that a field has as name. */
  static String pointer(String field) {
    return "/" + field.replace('.', '/');
  }
}
