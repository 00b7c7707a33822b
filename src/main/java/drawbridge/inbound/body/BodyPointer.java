package drawbridge.inbound.body;

import drawbridge.platform.Utf8;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A position in a body. Cheap to create for every node: the text is built for faults only. */
public record BodyPointer(@Nullable BodyPointer parent, String token) {

  /** The body itself. */
  public static final BodyPointer ROOT = new BodyPointer(null, "");

  /** Limits the reply to a hundred faults below one very long member name. */
  private static final int LONGEST = 1000;

  public BodyPointer member(String name) {
    return new BodyPointer(this, name);
  }

  public BodyPointer element(int index) {
    return new BodyPointer(this, Integer.toString(index));
  }

  /** Returns the number of levels above: 0 for the body itself. */
  int depth() {
    int depth = 0;
    for (BodyPointer at = parent; at != null; at = at.parent) {
      depth++;
    }
    return depth;
  }

  /**
   * Returns the JSON pointer (RFC 6901). For a pointer above 1,000 characters, returns that of the
   * nearest ancestor with a shorter one.
   */
  public String pointer() {
    Deque<String> tokens = new ArrayDeque<>();
    for (BodyPointer at = this; at.parent != null; at = at.parent) {
      tokens.addFirst(at.token);
    }
    StringBuilder pointer = new StringBuilder();
    for (String token : tokens) {
      if (pointer.length() + token.length() >= LONGEST) {
        break;
      }
      pointer.append('/').append(escaped(token));
    }
    return pointer.toString();
  }

  private static String escaped(String token) {
    return Utf8.wellFormed(token).replace("~", "~0").replace("/", "~1");
  }
}
