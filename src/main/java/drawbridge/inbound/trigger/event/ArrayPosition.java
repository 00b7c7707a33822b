package drawbridge.inbound.trigger.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * JSON pointers at one position of an array, such as {@code /events/0/id}. As a uid, the first
 * element would stand for all: a repetition of it beside a new one would hide the new one (T14).
 */
public final class ArrayPosition {

  private static final Pattern POSITION =
      Pattern.compile("/(0|[1-9][0-9]*|-)(/.*)?", Pattern.DOTALL);

  private ArrayPosition() {}

  /** Returns whether a pointer may pass a position of an array. */
  public static boolean isIn(String pointer) {
    for (int at = pointer.indexOf('/'); at >= 0; at = pointer.indexOf('/', at + 1)) {
      if (POSITION.matcher(pointer.substring(at)).matches()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a node of a body is in an element of an array that has more than one.
   *
   * @param node the node itself, not an equal one
   */
  @SuppressWarnings("ReferenceEquality") // equal values stand at several places
  static boolean isOneOfSeveral(JsonNode body, JsonNode node) {
    return isWithin(body, node, false);
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isWithin(JsonNode tree, JsonNode node, boolean isOfSeveral) {
    if (tree == node) {
      return isOfSeveral;
    }
    boolean isBelow = isOfSeveral || (tree.isArray() && tree.size() > 1);
    for (JsonNode child : tree) {
      if (isWithin(child, node, isBelow)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a pointer passes an array of this body that has more than one element. */
  static boolean isOneOfSeveral(JsonNode body, JsonPointer pointer) {
    JsonNode node = body;
    for (JsonPointer rest = pointer; !rest.matches() && !node.isMissingNode(); rest = rest.tail()) {
      if (node.isArray() && node.size() > 1) {
        return true;
      }
      node =
          node.isArray()
              ? node.path(rest.getMatchingIndex())
              : node.path(rest.getMatchingProperty());
    }
    return false;
  }
}
