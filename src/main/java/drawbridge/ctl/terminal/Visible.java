package drawbridge.ctl.terminal;

import java.util.Set;

/** Escapes what is not visible: controls, line separators, directions of text, and the like. */
public final class Visible {

  private static final Set<Integer> INVISIBLE =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SURROGATE,
          (int) Character.PRIVATE_USE,
          (int) Character.UNASSIGNED);

  private Visible() {}

  /** Returns the text with escapes of JSON. JSON text stays the same JSON text. */
  public static String of(String text) {
    if (text.codePoints().noneMatch(Visible::isInvisible)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isInvisible(point)) {
                for (char unit : Character.toChars(point)) {
                  visible.append(String.format("\\u%04x", (int) unit));
                }
              } else {
                visible.appendCodePoint(point);
              }
            });
    return visible.toString();
  }

  private static boolean isInvisible(int point) {
    return INVISIBLE.contains(Character.getType(point));
  }
}
