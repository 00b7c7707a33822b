package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.SampleDelivery;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The location of the proof in a delivery: a header, a query parameter or a member of the body. */
final class Proof {

  /** The members of a row that locate the proof. */
  static final Set<String> LOCATIONS = Set.of("header", "query", "pointer");

  private static final int LONGEST = 4096;
  private static final int MOST_ELEMENTS = 1000;
  private static final String POINTER = "must be a JSON pointer that starts with /";

  /** The members of every row. The head of {@code signatures.yaml} defines them. */
  public record Members(
      @Pattern(regexp = DeliveryPart.TOKEN, message = "must be a header name")
          @Nullable String header,
      @Size(min = 1, max = 100) @Nullable String query,
      @Pattern(regexp = "/.*", message = POINTER) @Size(max = 200) @Nullable String pointer,
      @Pattern(regexp = "/.*", message = POINTER) @Size(max = 200) @Nullable String each,
      @Size(min = 1, max = 1, message = "must be one character") @Nullable String separator,
      @Size(min = 1, max = 50) @Nullable String prefix)
      implements SelfChecked {

    @Override
    public void check(List<Fault> faults) {
      long locations = Stream.of(header, query, pointer).filter(it -> it != null).count();
      if (locations == 0) {
        faults.add(Fault.at("/header", "is missing"));
      } else if (locations > 1) {
        faults.add(Fault.at("/header", "must not stand beside query or pointer"));
      }
      if (each != null && pointer == null) {
        faults.add(Fault.at("/each", "requires the member pointer"));
      }
    }
  }

  /**
   * The proofs of a delivery.
   *
   * @param elements all elements of the value
   * @param proofs the elements with the prefix, without it
   */
  record Found(List<String> elements, List<String> proofs) {}

  private final Members members;
  private final String prefix;

  Proof(Members members) {
    this.members = members;
    prefix = members.prefix() == null ? "" : members.prefix();
  }

  /** Returns the location; a pointer is relative to each element that must have a proof. */
  private DeliveryPart part() {
    return new DeliveryPart(members.header(), members.query(), members.pointer());
  }

  /** Returns the pointer to the array whose elements must all have a proof; empty for one proof. */
  Optional<String> each() {
    return Optional.ofNullable(members.each());
  }

  boolean isInBody() {
    return members.pointer() != null;
  }

  /** Returns the location, with {@code -} in its pointer for each element. */
  DeliveryPart everywhere() {
    return at(part(), "/-");
  }

  /** Verifies each element that must have a proof; all must be genuine. */
  SignatureVerdict check(Delivery delivery, Function<Delivery, SignatureVerdict> element) {
    if (members.each() == null) {
      return element.apply(delivery);
    }
    List<Delivery> elements = delivery.each(members.each());
    if (elements.isEmpty()) {
      return SignatureVerdict.Refused.NO_ELEMENTS;
    } else if (elements.size() > MOST_ELEMENTS) {
      return SignatureVerdict.Refused.TOO_MANY_ELEMENTS;
    }
    List<SignatureVerdict> verdicts = elements.stream().map(element).toList();
    return verdicts.stream()
        .filter(it -> !(it instanceof SignatureVerdict.Genuine))
        .findFirst()
        .orElse(verdicts.get(0));
  }

  /** Reads the proofs of a delivery, or refuses it. */
  SignatureVerdict read(Delivery delivery, Function<Found, SignatureVerdict> found) {
    List<String> values = values(delivery);
    if (values.isEmpty()) {
      return SignatureVerdict.Refused.MISSING;
    } else if (values.size() > 1) {
      return SignatureVerdict.Refused.REPEATED;
    } else if (values.get(0).length() > LONGEST) {
      return SignatureVerdict.Refused.TOO_LONG;
    }
    List<String> elements = elements(values.get(0));
    return found.apply(new Found(elements, withPrefix(elements, prefix)));
  }

  private List<String> values(Delivery delivery) {
    if (members.header() != null) {
      return delivery.headers(members.header());
    }
    return members.query() != null
        ? delivery.parameters(members.query())
        : part().in(delivery).stream().toList();
  }

  private List<String> elements(String value) {
    return members.separator() == null
        ? List.of(value)
        : Arrays.stream(
                value.split(java.util.regex.Pattern.quote(String.valueOf(members.separator())), -1))
            .map(String::strip)
            .toList();
  }

  /** Returns the elements with a prefix, without it. The prefix ignores case. */
  static List<String> withPrefix(List<String> elements, String prefix) {
    return elements.stream()
        .filter(element -> element.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(element -> element.substring(prefix.length()))
        .toList();
  }

  /**
   * Puts the proof into a command.
   *
   * @param others the elements beside the proof
   * @return false when the value has one element only and there are others, or when the body cannot
   *     hold the proof
   */
  boolean put(CurlCommand curl, List<String> others, String proof) {
    StringBuilder text = new StringBuilder();
    String separator = CurlCommand.literal(String.valueOf(members.separator()));
    others.forEach(other -> text.append(other).append(separator));
    text.append(CurlCommand.literal(prefix)).append(proof);
    return (others.isEmpty() || members.separator() != null)
        && curl.put(inFirst(part()), text.toString());
  }

  /**
   * Puts the proof into a sample.
   *
   * @param others the elements beside the proof
   * @return false when the value has one element only and there are others, or when the body cannot
   *     hold the proof
   */
  boolean put(SampleDelivery sample, List<String> others, String proof) {
    StringBuilder text = new StringBuilder();
    others.forEach(other -> text.append(other).append(members.separator()));
    text.append(prefix).append(proof);
    return (others.isEmpty() || members.separator() != null)
        && sample.put(inFirst(part()), text.toString());
  }

  /** Returns a delivery, or the view of its first element that must have a proof. */
  Optional<Delivery> first(Delivery delivery) {
    return members.each() == null
        ? Optional.of(delivery)
        : delivery.each(members.each()).stream().findFirst();
  }

  /** Returns a part of the first of the elements that must have a proof. */
  DeliveryPart inFirst(DeliveryPart part) {
    return at(part, "/0");
  }

  private DeliveryPart at(DeliveryPart part, String element) {
    return members.each() == null || part.pointer() == null
        ? part
        : new DeliveryPart(null, null, members.each() + element + part.pointer());
  }
}
