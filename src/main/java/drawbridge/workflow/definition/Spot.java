package drawbridge.workflow.definition;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value's place in the text, both from 1, with the places inside it: a tree beside the tree, as
 * pointers in full would cost their length once for each value.
 */
final class Spot {

  private final @Nullable Spot around;
  private final String name;
  private final int line;
  private final int column;
  private final Map<String, Spot> inside = new HashMap<>(2);

  private Spot(@Nullable Spot around, String name, int line, int column) {
    this.around = around;
    this.name = name;
    this.line = line;
    this.column = column;
  }

  static Spot root(int line, int column) {
    return new Spot(null, "", line, column);
  }

  /** A member or element; when a name comes twice, the first place stays. */
  Spot below(String member, int memberLine, int memberColumn) {
    Spot spot = new Spot(this, member, memberLine, memberColumn);
    inside.putIfAbsent(member, spot);
    return spot;
  }

  /** The place that a pointer names, or the nearest around it. */
  Spot nearest(String pointer) {
    Spot spot = this;
    for (String step : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      Spot next = spot.inside.get(step.replace("~1", "/").replace("~0", "~"));
      if (next == null) {
        return spot;
      }
      spot = next;
    }
    return spot;
  }

  String pointer() {
    return around == null ? "" : Node.below(around.pointer(), name);
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }
}
