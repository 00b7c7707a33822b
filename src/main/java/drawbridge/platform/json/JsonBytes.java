package drawbridge.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Measures trees as JSON in UTF-8 without writing them. */
public final class JsonBytes {

  private static final int ESCAPE = 2;
  private static final int CONTROL = 6;

  private final long most;
  private long bytes;

  private JsonBytes(long most) {
    this.most = most;
  }

  /** Returns the size of a tree; 0 for null. */
  public static long of(@Nullable JsonNode tree) {
    return of(tree, Long.MAX_VALUE);
  }

  /**
   * Returns the size of a tree; 0 for null. Ends the count of a larger tree, with a result above
   * the limit. A tree that contains one value a thousand times may be small in memory only.
   */
  public static long of(@Nullable JsonNode tree, long most) {
    JsonBytes size = new JsonBytes(most);
    if (tree != null) {
      size.add(tree);
    }
    return size.bytes;
  }

  private void add(JsonNode node) {
    if (node.isTextual()) {
      addText(node.textValue());
    } else if (node.isObject()) {
      bytes += 2 + Math.max(0, node.size() - 1);
      for (var member : node.properties()) {
        if (bytes > most) {
          return;
        }
        addText(member.getKey());
        bytes++;
        add(member.getValue());
      }
    } else if (node.isArray()) {
      bytes += 2 + Math.max(0, node.size() - 1);
      for (int i = 0; i < node.size() && bytes <= most; i++) {
        add(node.get(i));
      }
    } else {
      bytes += node.asText().length();
    }
  }

  private void addText(String text) {
    bytes += 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      } else if (c < ' ') {
        bytes += "\b\t\n\f\r".indexOf(c) < 0 ? CONTROL : ESCAPE;
      } else {
        bytes += c == '"' || c == '\\' ? ESCAPE : 1;
      }
    }
  }
}
