package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a template stands: at its roots, or in a round of {@code each} or {@code with}.
 *
 * <p>{@code secrets} is not there unless the place may see it, whatever the scope holds (X13).
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

  /** A round of a block; names are its {@code @index} and the like, and its block parameters. */
  TemplateFrame within(JsonNode value, Map<String, JsonNode> added) {
    return new TemplateFrame(scope, seesSecrets, meter, this, value, added);
  }

  /** What this rendering has spent so far; one for all its frames. */
  Meter meter() {
    return meter;
  }

  /** The frame so many {@code ../} up; null above the roots. */
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

  /** A member of what {@code this} is here; not of the frames around it. */
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

  /** A block parameter or {@code @}-name, from the innermost block that has it. */
  @Nullable JsonNode named(String name) {
    for (TemplateFrame frame = this; frame != null; frame = frame.parent) {
      JsonNode found = frame.names.get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** What {@code this} is; at the roots an object of all that may be seen. */
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

  /** A member of an object, or an element of an array. */
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
