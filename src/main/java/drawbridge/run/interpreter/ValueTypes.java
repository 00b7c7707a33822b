package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.json.Json;
import drawbridge.workflow.model.Semantics;
import java.util.Locale;

/**
 * Checks the types of resolved values, so that no task takes null, a list or an object as a text.
 * The messages name types and never values.
 */
record ValueTypes(Semantics semantics) {

  /**
   * Returns the value, a text, number or boolean.
   *
   * @throws ResolutionFailure for any other value
   */
  JsonNode text(String what, JsonNode value) {
    if (!semantics.takesAnyValueAsText() && (isNone(value) || value.isContainerNode())) {
      throw failure(what, "a text", value);
    }
    return value;
  }

  /**
   * Checks that a value is null or can be a text.
   *
   * @throws ResolutionFailure for a list or an object
   */
  void check(String what, JsonNode value) {
    if (!isNone(value)) {
      text(what, value);
    }
  }

  /**
   * Returns the text of a value; an empty one for null (H3).
   *
   * @throws ResolutionFailure for a list or an object
   */
  String textOrNone(String what, JsonNode value) {
    return semantics.takesAnyValueAsText() || !isNone(value) ? text(what, value).asText() : "";
  }

  /**
   * Returns the value, an object; an empty one for null.
   *
   * @throws ResolutionFailure for any other value
   */
  JsonNode object(String what, JsonNode value) {
    if (semantics.takesAnyValueAsText() || value.isObject()) {
      return value;
    } else if (isNone(value)) {
      return Json.object();
    }
    throw failure(what, "an object", value);
  }

  private static boolean isNone(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }

  private static ResolutionFailure failure(String what, String wanted, JsonNode value) {
    String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
    return new ResolutionFailure(what + " must resolve to " + wanted + ", not to " + type);
  }
}
