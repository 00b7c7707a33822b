package drawbridge.provider.signature;

import drawbridge.platform.JsonMembers;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The header that carries the proof.
 *
 * @param name as HTTP names it, in any case
 * @param separator between its elements; empty when the header is one element
 * @param prefix of the elements that are meant, in any case; others are passed over
 */
record ProofHeader(String name, Optional<Character> separator, String prefix) {

  private static final int LONGEST = 4096;

  static Optional<ProofHeader> read(JsonMembers members) {
    Optional<String> name =
        members.required(
            "header", json -> new DeliveryPart.Header(JsonMembers.text(100).apply(json)).name());
    Optional<Character> separator =
        members.optional("separator", json -> JsonMembers.text(1).apply(json).charAt(0));
    Optional<String> prefix = members.optional("prefix", JsonMembers.text(50));
    return name.map(header -> new ProofHeader(header, separator, prefix.orElse("")));
  }

  /** Hands the elements of the header to a check, or refuses before it when it cannot be used. */
  SignatureVerdict elements(Delivery delivery, Function<List<String>, SignatureVerdict> check) {
    List<String> values = delivery.headers(name);
    if (values.isEmpty()) {
      return SignatureVerdict.Refused.MISSING;
    } else if (values.size() > 1) {
      return SignatureVerdict.Refused.TWICE;
    } else if (values.get(0).length() > LONGEST) {
      return SignatureVerdict.Refused.TOO_LONG;
    }
    return check.apply(split(values.get(0)));
  }

  /** The elements that have the prefix, without it. */
  List<String> meant(List<String> elements) {
    return withPrefix(elements, prefix);
  }

  static List<String> withPrefix(List<String> elements, String prefix) {
    List<String> rests = new ArrayList<>();
    for (String element : elements) {
      if (element.regionMatches(true, 0, prefix, 0, prefix.length())) {
        rests.add(element.substring(prefix.length()));
      }
    }
    return rests;
  }

  private List<String> split(String value) {
    if (separator.isEmpty()) {
      return List.of(value);
    }
    List<String> elements = new ArrayList<>();
    int start = 0;
    for (int end; (end = value.indexOf(separator.get(), start)) >= 0; start = end + 1) {
      elements.add(value.substring(start, end).strip());
    }
    elements.add(value.substring(start).strip());
    return elements;
  }
}
