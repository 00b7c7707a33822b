package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The context of a part of a template: the roots, or a round of {@code each} or {@code with}.
 *
 * <p>Without access to secrets, {@code secrets} is absent whatever the scope holds (X13).
 */
final class TemplateFrame {

  static final JsonNode ABSENT = MissingNode.getInstance();
  static final String SECRETS = "secrets";

  private final Scope scope;
  private final boolean seesSecrets;
  private final Meter meter;
  private final @Nullable TemplateFrame parent;
  private final @Nullable JsonNode self;
  private final Map<String, JsonNode> names;

  private TemplateFrame(
      Scope scope,
      boolean seesSecrets,
      Meter meter,
      @Nullable TemplateFrame parent,
      @Nullable JsonNode self,
      Map<String, JsonNode> names) {
    this.scope = scope;
    this.seesSecrets = seesSecrets;
    this.meter = meter;
    this.parent = parent;
    this.self = self;
    this.names = names;
  }

  static TemplateFrame of(Scope scope, boolean seesSecrets, ExpressionLimits limits) {
    return new TemplateFrame(scope, seesSecrets, new Meter(limits), null, null, Map.of());
  }

  /**
   * Returns the frame of a round of a block.
   *
   * @param added its {@code @index} and similar names, and its block parameters
   */
  TemplateFrame within(JsonNode value, Map<String, JsonNode> added) {
    return new TemplateFrame(scope, seesSecrets, meter, this, value, added);
  }

  /** Returns the cost counter that all frames of one rendering share. */
  Meter meter() {
    return meter;
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
    JsonNode here = self;
    if (here != null) {
      return child(here, name);
    }
    if (!seesSecrets && name.equals(SECRETS)) {
      return ABSENT;
    }
    JsonNode found = scope.roots().get(name);
    return found == null ? ABSENT : found;
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
    JsonNode here = self;
    return here != null ? here : roots();
  }

  private ObjectNode roots() {
    ObjectNode all = Json.object();
    for (Map.Entry<String, JsonNode> root : scope.roots().entrySet()) {
      if (seesSecrets || !root.getKey().equals(SECRETS)) {
        all.set(root.getKey(), root.getValue());
      }
    }
    return all;
  }

  /** Returns a member of an object, or an element of an array. */
  static JsonNode child(JsonNode node, String name) {
    if (node.isObject()) {
      return node.path(name);
    }
    return node.isArray() ? node.path(index(name)) : ABSENT;
  }

  private static int index(String name) {
    int index = 0;
    for (int i = 0; i < name.length(); i++) {
      char digit = name.charAt(i);
      if (digit < '0' || digit > '9' || i == 9) {
        return -1;
      }
      index = index * 10 + (digit - '0');
    }
    return name.isEmpty() ? -1 : index;
  }
}
