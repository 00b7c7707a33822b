package drawbridge.workflow.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One of the schemas that a value must fit.
 *
 * @param references resolves its references
 */
record Part(JsonNode schema, References references) {

  /** Returns the value of a keyword; missing where the schema has none, or a reference hides it. */
  JsonNode get(String keyword) {
    return references.hides(schema) ? MissingNode.getInstance() : schema.path(keyword);
  }

  boolean has(String keyword) {
    return !get(keyword).isMissingNode();
  }

  /** Returns a schema inside this one. */
  Part with(JsonNode inner) {
    return new Part(inner, references);
  }

  /** Whether no value fits. */
  boolean isFalse() {
    return schema.isBoolean() && !schema.booleanValue();
  }

  /** Returns the names of the members of a keyword's value. */
  Stream<String> names(String keyword) {
    return get(keyword).propertyStream().map(Map.Entry::getKey);
  }

  /** Returns the texts in the list of a keyword. */
  Stream<String> texts(String keyword) {
    return get(keyword).valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}
