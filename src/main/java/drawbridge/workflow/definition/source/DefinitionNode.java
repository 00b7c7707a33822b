package drawbridge.workflow.definition.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A value of the definition with its pointer. Reading it as another type records a fault and
 * returns a stand-in. A missing value whose absence is already a fault records no further one.
 */
public record DefinitionNode(JsonNode json, String pointer, Diagnostics diagnostics) {

  private static final Pattern JQ = Pattern.compile("\\s*\\$\\{.+}\\s*", Pattern.DOTALL);

  /** Returns the pointer of a member, escaped as RFC 6901 requires. */
  public static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Returns the member's name in its object. */
  String name() {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  public void fault(String detail) {
    diagnostics.add(pointer, detail);
  }

  public void warning(String detail) {
    diagnostics.warn(pointer, detail);
  }

  public DefinitionNode member(String name) {
    return new DefinitionNode(json.path(name), below(pointer, name), diagnostics);
  }

  public void forEachMember(BiConsumer<String, DefinitionNode> reader) {
    json.fieldNames().forEachRemaining(name -> reader.accept(name, member(name)));
  }

  /** Returns a missing value that records no fault. */
  public DefinitionNode silent() {
    return new DefinitionNode(MissingNode.getInstance(), pointer, diagnostics);
  }

  public boolean isObject() {
    return json.isObject();
  }

  public boolean isText() {
    return json.isTextual();
  }

  /** Returns whether the value is one jq expression, {@code ${ … }}. */
  public boolean isJq() {
    return json.isTextual() && JQ.matcher(json.textValue()).matches();
  }

  /** Returns whether the value is text with a reference of either kind. */
  public boolean hasReferences() {
    return isJq() || (json.isTextual() && json.textValue().contains("{{"));
  }

  /** Returns the text; an empty one is a fault. */
  public String text(String what) {
    if (!json.isTextual()) {
      wrongType(what);
      return "";
    }
    if (json.textValue().isBlank()) {
      fault("empty; must be " + what);
    }
    return json.textValue();
  }

  /** Returns the text; a reference in it is a fault. */
  public String literal(String what) {
    String text = text(what);
    if (hasReferences()) {
      fault("references are not allowed here; must be " + what);
    }
    return text;
  }

  /** Requires a text; another one is a fault that gives the reason. */
  public void equalTo(String only, String reason) {
    String text = literal(only + ": " + reason);
    if (isText() && !text.isBlank() && !hasReferences() && !text.equals(only)) {
      fault("must be " + only + ": " + reason);
    }
  }

  public boolean flag(String what) {
    if (!json.isBoolean()) {
      wrongType("true or false: " + what);
    }
    return json.asBoolean();
  }

  public int integer(int least, int most, String what) {
    boolean fits = json.isIntegralNumber() && json.canConvertToInt();
    if (fits && json.intValue() >= least && json.intValue() <= most) {
      return json.intValue();
    }
    String range = "a whole number from " + least + " to " + most + ", " + what;
    if (json.isIntegralNumber()) {
      fault("out of range; must be " + range);
    } else {
      wrongType(range);
    }
    return least;
  }

  /** Reads an object with the function; members that it does not read are faults. */
  public <T> T object(String what, Function<NodeMembers, T> reader) {
    NodeMembers members = members(what);
    T read = reader.apply(members);
    members.end();
    return read;
  }

  public NodeMembers members(String what) {
    if (!json.isObject()) {
      wrongType(what);
    }
    return new NodeMembers(json.isObject() ? this : silent());
  }

  /** Returns the elements of a list; an empty list is a fault. */
  public List<DefinitionNode> elements(String what) {
    if (!json.isArray()) {
      wrongType(what);
      return List.of();
    }
    if (json.isEmpty()) {
      fault("empty; must be " + what);
    }
    List<DefinitionNode> elements = new ArrayList<>(json.size());
    for (int i = 0; i < json.size(); i++) {
      elements.add(new DefinitionNode(json.get(i), pointer + "/" + i, diagnostics));
    }
    return elements;
  }

  public void wrongType(String what) {
    if (!json.isMissingNode()) {
      String type = json.getNodeType().name().toLowerCase(Locale.ROOT);
      fault("must be " + what + ", not " + type(type));
    }
  }

  private static String type(String name) {
    return switch (name) {
      case "null" -> "null";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> "a " + name;
    };
  }

  /**
   * Returns a node of the same pointer with another value: the target of a name, or a normalized
   * spelling.
   */
  public DefinitionNode withText(String text) {
    return new DefinitionNode(Json.NODES.textNode(text), pointer, diagnostics);
  }
}
