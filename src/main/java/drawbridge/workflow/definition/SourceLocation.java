package drawbridge.workflow.definition;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value's place in the text, both from 1, with the places inside it: a tree beside the tree, as
 * pointers in full would cost their length once for each value.
 */
final class SourceLocation {

  private final @Nullable SourceLocation around;
  private final String name;
  private final int line;
  private final int column;
  private final Map<String, SourceLocation> inside = new HashMap<>(2);

  private SourceLocation(@Nullable SourceLocation around, String name, int line, int column) {
    this.around = around;
    this.name = name;
    this.line = line;
    this.column = column;
  }

  static SourceLocation root(int line, int column) {
    return new SourceLocation(null, "", line, column);
  }

  /** A member or element; when a name comes twice, the first place stays. */
  SourceLocation below(String member, int memberLine, int memberColumn) {
    SourceLocation location = new SourceLocation(this, member, memberLine, memberColumn);
    inside.putIfAbsent(member, location);
    return location;
  }

  /** The place that a pointer names, or the nearest around it. */
  SourceLocation nearest(String pointer) {
    SourceLocation location = this;
    for (String step : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      SourceLocation next = location.inside.get(step.replace("~1", "/").replace("~0", "~"));
      if (next == null) {
        return location;
      }
      location = next;
    }
    return location;
  }

  String pointer() {
    return around == null ? "" : DefinitionNode.below(around.pointer(), name);
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }
}
