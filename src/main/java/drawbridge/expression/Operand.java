package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** Something in a tag that has a value: a path, a literal, a call. */
@FunctionalInterface
interface Operand {

  /** Its value here; a missing node where there is none, never Java's null. */
  JsonNode in(TemplateFrame frame);
}
