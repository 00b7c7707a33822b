package drawbridge.expression.template;

import java.util.List;

/** A part of a compiled template. */
@FunctionalInterface
interface TemplatePart {

  void render(TemplateFrame frame, Rendering out);

  /** Renders the parts in their order. */
  static void renderAll(List<TemplatePart> parts, TemplateFrame frame, Rendering out) {
    for (TemplatePart part : parts) {
      part.render(frame, out);
    }
  }
}
