package drawbridge.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import drawbridge.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A value of the definition at its place. Every question to a value of another type records a fault
 * and answers with a stand-in; a value whose absence was already found is silent.
 */
record DefinitionNode(JsonNode json, String pointer, Diagnostics diagnostics) {

  private static final Pattern JQ = Pattern.compile("\\s*\\$\\{.+}\\s*", Pattern.DOTALL);

  /** The pointer of a member, escaped as RFC 6901 says. */
  static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  void fault(String detail) {
    diagnostics.add(pointer, detail);
  }

  DefinitionNode member(String name) {
    return new DefinitionNode(json.path(name), below(pointer, name), diagnostics);
  }

  /** A value that is known to be missing, and silent about it. */
  DefinitionNode silent() {
    return new DefinitionNode(MissingNode.getInstance(), pointer, diagnostics);
  }

  boolean isObject() {
    return json.isObject();
  }

  boolean isText() {
    return json.isTextual();
  }

  /** Whether it is one jq expression, {@code ${ … }}. */
  boolean isJq() {
    return json.isTextual() && JQ.matcher(json.textValue()).matches();
  }

  /** Whether it is text that holds a reference of either kind. */
  boolean hasReferences() {
    return isJq() || (json.isTextual() && json.textValue().contains("{{"));
  }

  /** Text that is not empty. */
  String text(String what) {
    if (!json.isTextual()) {
      wrongType(what);
      return "";
    }
    if (json.textValue().isBlank()) {
      fault("empty; needed is " + what);
    }
    return json.textValue();
  }

  /** Text without references. */
  String literal(String what) {
    String text = text(what);
    if (hasReferences()) {
      fault("no reference may stand here; needed is " + what);
    }
    return text;
  }

  boolean flag(String what) {
    if (!json.isBoolean()) {
      wrongType("true or false: " + what);
    }
    return json.asBoolean();
  }

  int integer(int least, int most, String what) {
    boolean fits = json.isIntegralNumber() && json.canConvertToInt();
    if (fits && json.intValue() >= least && json.intValue() <= most) {
      return json.intValue();
    }
    String range = "a whole number from " + least + " to " + most + ", " + what;
    if (json.isIntegralNumber()) {
      fault("out of range; needed is " + range);
    } else {
      wrongType(range);
    }
    return least;
  }

  NodeMembers members(String what) {
    if (!json.isObject()) {
      wrongType(what);
    }
    return new NodeMembers(json.isObject() ? this : silent());
  }

  /** The elements of a list that is not empty. */
  List<DefinitionNode> elements(String what) {
    if (!json.isArray()) {
      wrongType(what);
      return List.of();
    }
    if (json.isEmpty()) {
      fault("empty; needed is " + what);
    }
    List<DefinitionNode> elements = new ArrayList<>(json.size());
    for (int i = 0; i < json.size(); i++) {
      elements.add(new DefinitionNode(json.get(i), pointer + "/" + i, diagnostics));
    }
    return elements;
  }

  void wrongType(String what) {
    if (!json.isMissingNode()) {
      String type = json.getNodeType().name().toLowerCase(Locale.ROOT);
      fault("needed is " + what + ", not " + type(type));
    }
  }

  private static String type(String name) {
    return switch (name) {
      case "null" -> "null (nothing is given)";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> "a " + name;
    };
  }

  /** The same place with another value: what a name stands for, or a corrected spelling. */
  DefinitionNode withText(String text) {
    return new DefinitionNode(Json.NODES.textNode(text), pointer, diagnostics);
  }
}
