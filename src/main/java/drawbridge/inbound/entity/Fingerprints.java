package drawbridge.inbound.entity;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Computes fingerprints of payloads (D5). Digests a tree that orders share once, so that the cost
 * of a batch is linear in its body. Not thread safe: create one for each request.
 *
 * <p>Payloads are equal when workflow text, state values and runtime data are equal. The order of
 * members does not count; the order of elements does. Numbers are compared by their text: {@code
 * 1}, {@code 1.0} and {@code 1.00} differ, {@code 1e3} and {@code 1E+3} do not.
 */
public final class Fingerprints {

  private final IdentityHashMap<JsonNode, byte[]> digests = new IdentityHashMap<>();

  /** Returns a SHA-256 as 64 hexadecimal digits. It ignores the uid. */
  public String of(RunOrder order) {
    MessageDigest whole = Sha256.digest();
    text(whole, 'w', order.workflow());
    whole.update(digests.computeIfAbsent(order.stateValues(), Fingerprints::digest));
    whole.update(digests.computeIfAbsent(order.runtime(), Fingerprints::digest));
    return HexFormat.of().formatHex(whole.digest());
  }

  private static byte[] digest(JsonNode tree) {
    MessageDigest digest = Sha256.digest();
    node(digest, tree);
    return digest.digest();
  }

  private static void node(MessageDigest digest, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        count(digest, 'o', members.size());
        members.forEach(
            (name, value) -> {
              text(digest, 'm', name);
              node(digest, value);
            });
      }
      case ARRAY -> {
        count(digest, 'a', node.size());
        node.forEach(element -> node(digest, element));
      }
      case STRING -> text(digest, 's', node.textValue());
      case NUMBER -> text(digest, 'n', number(node));
      case BOOLEAN -> text(digest, 'b', node.asText());
      case NULL, MISSING -> count(digest, '0', 0);
      case BINARY, POJO ->
          throw new IllegalArgumentException("not a JSON value: " + node.getNodeType());
    }
  }

  private static String number(JsonNode node) {
    return node.isIntegralNumber()
        ? node.bigIntegerValue().toString()
        : node.decimalValue().toString();
  }

  private static void text(MessageDigest digest, char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    count(digest, kind, bytes.length);
    digest.update(bytes);
  }

  /** Writes kind and length before every part, so that different trees have different input. */
  private static void count(MessageDigest digest, char kind, int count) {
    digest.update(ByteBuffer.allocate(6).putChar(kind).putInt(count).flip());
  }
}
