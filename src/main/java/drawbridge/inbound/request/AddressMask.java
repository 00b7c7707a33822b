package drawbridge.inbound.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Masks the random id in the URL of a trigger, which is a credential (T2), in any case and also
 * where it is percent-encoded. Used by one thread at a time.
 */
public final class AddressMask {

  /** Masks nothing. */
  static final AddressMask NONE = new AddressMask(null);

  private final @Nullable Pattern address;

  /** Made for the first text with a percent sign: most requests have none. */
  private @Nullable Pattern encodedAddress;

  private AddressMask(@Nullable Pattern address) {
    this.address = address;
  }

  /**
   * Returns the mask of a trigger.
   *
   * @param id in its URL; empty when it is unknown
   */
  static AddressMask of(String id) {
    return id.isEmpty()
        ? NONE
        : new AddressMask(Pattern.compile(id, Pattern.LITERAL | Pattern.CASE_INSENSITIVE));
  }

  /** Returns a text in which the id is masked. */
  public String masked(String text) {
    if (address == null || text.length() < address.pattern().length()) {
      return text;
    }
    if (text.indexOf('%') < 0) {
      return address.matcher(text).replaceAll(HiddenParts.MASK);
    }
    if (encodedAddress == null) {
      encodedAddress = encoded(address.pattern());
    }
    return encodedAddress.matcher(text).replaceAll(HiddenParts.MASK);
  }

  /** Matches a text of which any characters may be percent-encoded, once or repeatedly. */
  private static Pattern encoded(String text) {
    String characters =
        text.chars()
            .mapToObj(c -> "(?:%s|%%(?:25)*%02x)".formatted(literal((char) c), c))
            .collect(Collectors.joining());
    return Pattern.compile(characters, Pattern.CASE_INSENSITIVE);
  }

  private static String literal(char c) {
    return Pattern.quote(String.valueOf(c));
  }

  /** Returns a body in which the id is masked; the same bytes when it has none. */
  public byte[] masked(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1); // each byte is one character
    String rest = masked(text);
    return rest.equals(text) ? body : rest.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Masks the id in all texts and names of a body. Changes the tree where it can. Of several
   * members with the same masked name, the last one remains.
   *
   * @return the tree, or the masked text
   */
  public JsonNode masked(JsonNode body) {
    if (body instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(masked(member.getValue())));
      maskNames(object);
    } else if (body instanceof ArrayNode array) {
      for (int index = 0; index < array.size(); index++) {
        array.set(index, masked(array.get(index)));
      }
    } else if (body.isTextual()) {
      String text = body.textValue();
      String rest = masked(text);
      return rest.equals(text) ? body : Json.NODES.textNode(rest);
    }
    return body;
  }

  private void maskNames(ObjectNode object) {
    object.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !masked(name).equals(name))
        .toList()
        .forEach(name -> object.set(masked(name), object.remove(name)));
  }

  /** Returns nothing of the id. */
  @Override
  public String toString() {
    return "AddressMask";
  }
}
