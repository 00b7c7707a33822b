package drawbridge.template;

/** A part of a compiled template. */
@FunctionalInterface
interface Piece {

  void render(Frame frame, Rendering out);
}
