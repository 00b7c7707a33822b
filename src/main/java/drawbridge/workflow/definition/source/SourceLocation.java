package drawbridge.workflow.definition.source;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The line and column of a value, both from 1, with the locations of its members. It is a tree of
 * its own, since full pointers would cost their length for each value.
 */
record SourceLocation(
    @Nullable SourceLocation around,
    String name,
    int line,
    int column,
    Map<String, SourceLocation> inside) {

  static SourceLocation root(int line, int column) {
    return new SourceLocation(null, "", line, column, new HashMap<>(2));
  }

  /** Adds a member or element; of a duplicate name the first location is kept. */
  SourceLocation below(String member, int memberLine, int memberColumn) {
    SourceLocation location =
        new SourceLocation(this, member, memberLine, memberColumn, new HashMap<>(2));
    inside.putIfAbsent(member, location);
    return location;
  }

  /** Returns the location of a pointer, or of its nearest known parent. */
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
}
