package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Estimates the heap that values take. A large value that several of them contain counts once, as
 * it is one object.
 */
final class HeldBytes {

  private static final int SCALAR = 24;
  private static final int TEXT = 56;
  private static final int CONTAINER = 80;
  private static final int ELEMENT = 8;
  private static final int MEMBER = 64;

  /** Length of texts and size of containers that are compared by identity. */
  private static final int LARGE_TEXT = 1_024;

  private static final int LARGE_CONTAINER = 16;

  private final Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private long bytes;

  void add(JsonNode value) {
    if (isLarge(value) && !seen.add(value)) {
      return;
    }
    if (value.isTextual()) {
      bytes += TEXT + heapOf(value.textValue());
    } else if (value.isContainerNode()) {
      bytes += CONTAINER;
      for (var member : value.properties()) {
        bytes += MEMBER + member.getKey().length();
      }
      for (JsonNode element : value) {
        bytes += ELEMENT;
        add(element);
      }
    } else {
      bytes += SCALAR + (value.isBigDecimal() || value.isBigInteger() ? TEXT : 0);
    }
  }

  private static boolean isLarge(JsonNode value) {
    return value.isTextual()
        ? value.textValue().length() >= LARGE_TEXT
        : value.size() >= LARGE_CONTAINER;
  }

  /** Returns two bytes for each character when one of them is not in Latin-1. */
  private static long heapOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return 2L * text.length();
      }
    }
    return text.length();
  }

  long bytes() {
    return bytes;
  }
}
