package drawbridge.expression;

/** A part of a compiled template. */
@FunctionalInterface
interface TemplatePart {

  void render(TemplateFrame frame, Rendering out);
}
