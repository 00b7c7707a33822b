package drawbridge.inbound.body;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A place in a body. Cheap to make for every node: the pointer is written only for a fault. */
public record BodyPointer(@Nullable BodyPointer parent, String token) {

  /** The body itself. */
  public static final BodyPointer ROOT = new BodyPointer(null, "");

  /** Keeps a hundred faults under one enormous member name from becoming an enormous answer. */
  private static final int LONGEST = 1000;

  public BodyPointer member(String name) {
    return new BodyPointer(this, name);
  }

  public BodyPointer element(int index) {
    return new BodyPointer(this, Integer.toString(index));
  }

  /**
   * The JSON pointer (RFC 6901); of a place whose pointer would pass 1,000 characters, the pointer
   * of the nearest enclosing place that has a shorter one.
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
    String whole = Surrogates.areUnpaired(token) ? Surrogates.replaceUnpaired(token) : token;
    return whole.replace("~", "~0").replace("/", "~1");
  }
}
