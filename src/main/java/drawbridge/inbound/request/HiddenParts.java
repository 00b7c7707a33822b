package drawbridge.inbound.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.provider.DeliveryPart;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a request that no run may see (C9). Not a record, since a record prints itself and
 * this holds the id of a trigger.
 */
public final class HiddenParts {

  /** Stands for a hidden value. */
  public static final String MASK = "***";

  /** Headers that authenticate requests, in lower case. */
  static final Set<String> ALWAYS =
      Set.of("authorization", "proxy-authorization", "cookie", "inbound-webhook-secret");

  private final Set<String> headers;
  private final List<DeliveryPart> secrets;
  private final AddressMask address;

  private HiddenParts(Set<String> headers, List<DeliveryPart> secrets, AddressMask address) {
    this.headers = headers;
    this.secrets = secrets;
    this.address = address;
  }

  /**
   * Hides the headers that always are, and others.
   *
   * @param more names of further headers, of any case
   */
  public static HiddenParts of(Collection<String> more) {
    return new HiddenParts(
        more.isEmpty() ? ALWAYS : union(ALWAYS, more.stream()), List.of(), AddressMask.NONE);
  }

  /**
   * Hides also what a trigger's sender authenticates with.
   *
   * @param secretParts parts of the request that show a secret as such
   * @param triggerId the id in the trigger's URL; empty when it is unknown
   */
  public HiddenParts with(List<DeliveryPart> secretParts, String triggerId) {
    Stream<String> names = secretParts.stream().map(DeliveryPart::header).filter(Objects::nonNull);
    return new HiddenParts(
        secretParts.isEmpty() ? headers : union(headers, names),
        List.copyOf(secretParts),
        AddressMask.of(triggerId));
  }

  private static Set<String> union(Set<String> some, Stream<String> more) {
    return Stream.concat(some.stream(), more.map(name -> name.toLowerCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns whether runs do not see a part of the request. */
  public boolean hides(DeliveryPart part) {
    if (part.header() != null) {
      return hidesHeader(part.header().toLowerCase(Locale.ROOT));
    }
    return secrets.contains(part);
  }

  /**
   * Returns whether a header is left out.
   *
   * @param name in lower case
   */
  boolean hidesHeader(String name) {
    return headers.contains(name);
  }

  boolean hidesParameter(String name) {
    return secrets.stream().anyMatch(part -> name.equals(part.query()));
  }

  /** Returns what masks the trigger's id. */
  public AddressMask address() {
    return address;
  }

  /** Returns whether a member of the body is hidden. */
  public boolean isInBody() {
    return secrets.stream().anyMatch(part -> part.pointer() != null);
  }

  /**
   * Masks the members of a body that show a secret. Changes the tree where it can.
   *
   * @return the tree; the mask when the whole body is a secret
   */
  public JsonNode masked(JsonNode body) {
    JsonNode result = body;
    for (DeliveryPart part : secrets) {
      if (part.pointer() != null) {
        result = masked(result, JsonPointer.compile(part.pointer()));
      }
    }
    return result;
  }

  /** Masks a member. In the pointer, {@code -} stands for each element of an array. */
  private static JsonNode masked(JsonNode tree, JsonPointer at) {
    if (at.matches()) {
      return Json.NODES.textNode(MASK);
    }
    String member = at.getMatchingProperty();
    if (tree instanceof ObjectNode object && object.has(member)) {
      object.set(member, masked(object.get(member), at.tail()));
    } else if (tree instanceof ArrayNode array) {
      for (int index = 0; index < array.size(); index++) {
        if (index == at.getMatchingIndex() || member.equals("-")) {
          array.set(index, masked(array.get(index), at.tail()));
        }
      }
    }
    return tree;
  }

  /** Returns nothing of its content. */
  @Override
  public String toString() {
    return "HiddenParts";
  }
}
