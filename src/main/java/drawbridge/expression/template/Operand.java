package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;

/** A part of a tag with a value: a path, a literal, a call. */
@FunctionalInterface
interface Operand {

  /** Returns the value in this frame; a missing node for an absent one, never null. */
  JsonNode in(TemplateFrame frame);
}
