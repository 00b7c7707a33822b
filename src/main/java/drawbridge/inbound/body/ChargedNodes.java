package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Makes the nodes of a body's tree and charges their memory before. The costs are those of a 64-bit
 * JVM with compressed references, rounded up; {@code ChargedNodesTest} compares them with the heap.
 */
final class ChargedNodes {

  /** An ObjectNode and its empty LinkedHashMap. */
  private static final int OBJECT = 80;

  /** The hash table of the first member. */
  private static final int FIRST_MEMBER = 80;

  /** An entry, its part of the hash table, and the name's String. */
  private static final int MEMBER = 48 + 40;

  /** An ArrayNode and its empty ArrayList. */
  private static final int ARRAY = 48;

  /** The array of the first ten elements. */
  private static final int FIRST_ELEMENT = 56;

  /** A reference in an array that grows by half. */
  private static final int ELEMENT = 6;

  /** A TextNode, its String and the array's header. */
  private static final int TEXT = 16 + 40;

  /** A node of a number that fits into 64 bits. */
  private static final int NUMBER = 24;

  /** A node of any other number, without its digits. */
  private static final int LONG_NUMBER = 96;

  private final Allowance memory;

  ChargedNodes(Allowance memory) {
    this.memory = memory;
  }

  ObjectNode object() throws Unreadable {
    memory.take(OBJECT);
    return Json.object();
  }

  /**
   * Sets a member; an object with this name is replaced.
   *
   * @throws Unreadable also for a name beyond the limits, in every format
   */
  void set(ObjectNode object, String name, JsonNode value) throws Unreadable {
    if (name.length() > JsonLimits.NAME) {
      throw Unreadable.because(JsonLimits.LONG_NAME);
    }
    memory.take(MEMBER + bytes(name) + (object.isEmpty() ? FIRST_MEMBER : 0));
    object.set(name, value);
  }

  /**
   * Adds a value to a member that may repeat: the first value is the member, several are an array.
   */
  void add(ObjectNode object, String name, JsonNode value) throws Unreadable {
    JsonNode earlier = object.get(name);
    if (earlier == null) {
      set(object, name, value);
    } else if (earlier instanceof ArrayNode several) {
      add(several, value);
    } else {
      ArrayNode several = array();
      add(several, earlier);
      add(several, value);
      object.set(name, several);
    }
  }

  ArrayNode array() throws Unreadable {
    memory.take(ARRAY);
    return Json.NODES.arrayNode();
  }

  void add(ArrayNode array, JsonNode value) throws Unreadable {
    memory.take(ELEMENT + (array.isEmpty() ? FIRST_ELEMENT : 0));
    array.add(value);
  }

  TextNode text(String text) throws Unreadable {
    memory.take(text.isEmpty() ? 0 : TEXT + bytes(text)); // all empty texts are one node
    return Json.NODES.textNode(text);
  }

  /** Returns bytes in Base64 (RFC 4648 §4). */
  TextNode base64(byte[] body, int from, int to) throws Unreadable {
    long length = (to - from + 2L) / 3 * 4;
    memory.take(TEXT + 2 * length);
    ByteBuffer encoded = Base64.getEncoder().encode(ByteBuffer.wrap(body, from, to - from));
    String text = new String(encoded.array(), 0, encoded.limit(), StandardCharsets.ISO_8859_1);
    memory.give(length);
    return Json.NODES.textNode(text);
  }

  /** Charges a number of this text. */
  void number(String text) throws Unreadable {
    boolean isShort = text.length() <= NumberText.SURELY_LONG && NumberText.isInteger(text);
    memory.take(isShort ? NUMBER : LONG_NUMBER + text.length());
  }

  /** Charges two bytes for each character; texts of Latin-1 take half. */
  private static long bytes(String text) {
    return 2L * text.length();
  }
}
