package drawbridge.provider.signature;

import drawbridge.platform.JsonMembers;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The header with signatures or a credential.
 *
 * @param name the name, case-insensitive
 * @param separator the separator of elements; empty for a single element
 * @param prefix the prefix of proofs, case-insensitive; other elements are ignored
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

  /** Passes the elements of the header to a check, or refuses an unusable header. */
  SignatureVerdict elements(Delivery delivery, Function<List<String>, SignatureVerdict> check) {
    List<String> values = delivery.headers(name);
    if (values.isEmpty()) {
      return SignatureVerdict.Refused.MISSING;
    } else if (values.size() > 1) {
      return SignatureVerdict.Refused.REPEATED;
    } else if (values.get(0).length() > LONGEST) {
      return SignatureVerdict.Refused.TOO_LONG;
    }
    return check.apply(split(values.get(0)));
  }

  /** Returns the elements with the prefix, without it. */
  List<String> proofs(List<String> elements) {
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
