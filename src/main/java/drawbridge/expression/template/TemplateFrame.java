package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.Scope;
import drawbridge.platform.json.Json;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The context of a part of a template: the roots, or a round of {@code each} or {@code with}.
 *
 * <p>Without access to secrets, {@code secrets} is absent whatever the scope holds (X13).
 *
 * @param meter the cost counter that all frames of one rendering share
 * @param parent null at the roots
 * @param here the element or value of the round; null at the roots
 */
record TemplateFrame(
    Scope scope,
    boolean seesSecrets,
    Meter meter,
    @Nullable TemplateFrame parent,
    @Nullable JsonNode here,
    Map<String, JsonNode> names) {

  static final JsonNode ABSENT = MissingNode.getInstance();
  private static final String LENGTH = "length";

  private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

  static TemplateFrame of(Scope scope, boolean seesSecrets) {
    return new TemplateFrame(scope, seesSecrets, new Meter(), null, null, Map.of());
  }

  /**
   * Returns the frame of a round of a block.
   *
   * @param added its {@code @index} and similar names, and its block parameters
   */
  TemplateFrame within(JsonNode value, Map<String, JsonNode> added) {
    return new TemplateFrame(scope, seesSecrets, meter, this, value, added);
  }

  /** Returns the frame this many {@code ../} up; null above the roots. */
  @Nullable TemplateFrame up(int levels) {
    @Nullable TemplateFrame frame = this;
    for (int level = 0; frame != null && level < levels; level++) {
      frame = frame.parent;
    }
    return frame;
  }

  TemplateFrame root() {
    TemplateFrame frame = this;
    for (TemplateFrame next = parent; next != null; next = next.parent) {
      frame = next;
    }
    return frame;
  }

  /** Returns a member of {@code this}, not of the enclosing frames. */
  JsonNode member(String name) {
    if (here != null) {
      return child(here, name);
    }
    if (!seesSecrets && name.equals(Scope.SECRETS)) {
      return ABSENT;
    }
    return scope.roots().getOrDefault(name, ABSENT);
  }

  /** Returns a block parameter or {@code @}-name of the innermost block that defines it. */
  @Nullable JsonNode named(String name) {
    for (TemplateFrame frame = this; frame != null; frame = frame.parent) {
      JsonNode found = frame.names.get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Returns {@code this}; at the roots an object of all accessible roots. */
  JsonNode self() {
    if (here != null) {
      return here;
    }
    ObjectNode roots = Json.object();
    roots.setAll(scope.roots());
    return seesSecrets ? roots : roots.without(Scope.SECRETS);
  }

  /** Returns the frame of the block this many blocks with an {@code @}-name further out. */
  @Nullable TemplateFrame outer(int levels, String name) {
    int left = levels;
    for (TemplateFrame frame = this; frame != null; frame = frame.parent) {
      if (frame.names.containsKey(name) && left-- == 0) {
        return frame;
      }
    }
    return null;
  }

  /** Returns a member of an object, an element of an array, or the length of an array or text. */
  static JsonNode child(JsonNode node, String name) {
    if (node.isObject()) {
      return node.path(name);
    }
    if (name.equals(LENGTH) && (node.isArray() || node.isTextual())) {
      return IntNode.valueOf(node.isArray() ? node.size() : node.textValue().length());
    }
    boolean isElement = node.isArray() && INDEX.matcher(name).matches();
    return isElement ? node.path(Integer.parseInt(name)) : ABSENT;
  }
}
