package drawbridge.inbound.body;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A text within a body that is replaced by what it encodes (T7). A body without a text at the
 * pointer stays as it is, since one trigger receives forms and JSON.
 *
 * @param at a JSON pointer; "" for a body that is one text
 * @param isWhole whether the result becomes the whole body: GitHub and Slack send forms whose only
 *     member {@code payload} holds the event
 */
public record EncodedText(String at, Encoding as, boolean isWhole) {

  /** What a text encodes. */
  public enum Encoding {
    /** Any JSON value. */
    JSON,
    /** Base64 (RFC 4648 §4 or §5, with or without padding) of a text in UTF-8. */
    BASE64,
    /** The fields of a form. */
    FORM,
    /** An XML document. */
    XML;

    /** See {@link BodyFormat#repeatsNames}. */
    boolean repeatsNames() {
      return this == FORM || this == XML;
    }

    /** Returns the name in a setup. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a text is a JSON pointer (RFC 6901). */
  public static boolean isPointer(String text) {
    return text.matches("(/([^~/]|~[01])*+)*+");
  }

  /**
   * Decodes texts in their order.
   *
   * @param body is changed
   * @param most the most characters of all encoded texts together
   * @param faults receives every fault with the pointer of its text, and what ended the reading
   * @return empty when there is a fault
   */
  static Optional<JsonNode> decode(
      List<EncodedText> texts, JsonNode body, int most, Allowance memory, FaultList faults) {
    JsonNode decoded = body;
    long length = 0;
    try {
      for (EncodedText each : texts) {
        JsonNode text = decoded.at(JsonPointer.compile(each.at));
        if (text.isTextual()) {
          length += text.textValue().length();
          if (length > most) {
            throw Unreadable.tooLarge(
                "The encoded texts of the body have more than " + most + " characters.");
          }
          decoded = each.replace(decoded, each.decode(text.textValue(), memory, faults));
        }
      }
    } catch (Unreadable e) {
      faults.addLast(e);
    }
    return faults.isEmpty() ? Optional.of(decoded) : Optional.empty();
  }

  private JsonNode replace(JsonNode body, JsonNode value) {
    if (isWhole || at.isEmpty()) {
      return value;
    }
    JsonPointer pointer = JsonPointer.compile(at);
    JsonNode parent = body.at(pointer.head());
    if (parent instanceof ArrayNode array) {
      array.set(pointer.last().getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), value);
    }
    return body;
  }

  private JsonNode decode(String text, Allowance memory, FaultList faults) throws Unreadable {
    long working = (as == Encoding.BASE64 ? 8L : 3L) * text.length();
    memory.take(working);
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      JsonNode decoded =
          switch (as) {
            case JSON ->
                BodyTree.read(
                    new StrictReader(bytes, StandardCharsets.UTF_8, memory),
                    BodyTree.Root.ANY,
                    position(),
                    memory,
                    faults);
            case BASE64 -> BodyText.read(bytes(text), StandardCharsets.UTF_8, memory);
            case FORM -> FormBody.read(bytes, StandardCharsets.UTF_8, memory);
            case XML ->
                XmlTree.read(bytes, Optional.of(StandardCharsets.UTF_8), position(), memory);
          };
      memory.give(working);
      return decoded;
    } catch (Unreadable e) {
      throw at(e);
    }
  }

  /** Returns what ended the reading of a text, with the pointer of the text. */
  private Unreadable at(Unreadable e) {
    List<Fault> faults = e.problem().errors();
    if (faults.isEmpty() || !faults.get(0).pointer().isEmpty()) {
      return e;
    }
    Fault fault = faults.get(0);
    String where = fault.line() > 0 ? ": line " + fault.line() + ", column " + fault.column() : "";
    return new Unreadable(
        new Fault(at, "the text is not " + as.label() + where, fault.line(), fault.column()));
  }

  private static byte[] bytes(String text) throws Unreadable {
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw Unreadable.because("not Base64");
    }
  }

  private BodyPointer position() {
    BodyPointer position = BodyPointer.ROOT;
    JsonPointer rest = JsonPointer.compile(at);
    while (!isWhole && !rest.matches()) {
      position = position.member(rest.getMatchingProperty());
      rest = rest.tail();
    }
    return position;
  }
}
