package drawbridge.provider.handshake;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A condition that distinguishes a handshake from an event: a part of the request that is present,
 * optionally with a text, or a form of the body or query.
 *
 * @param is the text of the part
 * @param prefix the start of the text of the part
 * @param oneOf the possible texts of the part
 * @param members the members of a JSON object in the body, and no others
 * @param fields the fields of a form in the body, and no others
 * @param empty a pointer to an empty array
 * @param body {@code none}
 * @param parameters {@code none}
 */
public record RequestCondition(
    @Nullable String header,
    @Nullable String query,
    @Nullable String pointer,
    @Nullable String is,
    @Size(min = 1, max = 100) @Nullable String prefix,
    @Size(min = 1, max = 20) @Nullable List<@NotNull String> oneOf,
    @Size(max = 20) @Nullable List<@NotNull String> members,
    @Size(min = 1, max = 20) @Nullable List<@NotNull String> fields,
    @Nullable String empty,
    @OneOf("none") @Nullable String body,
    @OneOf("none") @Nullable String parameters)
    implements SelfChecked {

  private DeliveryPart part() {
    return new DeliveryPart(header, query, pointer);
  }

  private boolean isOfAPart() {
    return Stream.of(members, fields, empty, body, parameters).allMatch(it -> it == null);
  }

  @Override
  public void check(List<Fault> faults) {
    long others = count(members, fields, empty, body, parameters);
    if (others == 0) {
      part().check(faults);
      if (count(is, prefix, oneOf) > 1) {
        faults.add(Fault.at("", "must have at most one of is, prefix, oneOf"));
      }
    } else if (others + count(header, query, pointer, is, prefix, oneOf) > 1) {
      faults.add(Fault.at("", "must have one condition only"));
    }
    if (empty != null && !empty.startsWith("/")) {
      faults.add(Fault.at("/empty", "must be a JSON pointer"));
    }
  }

  private static long count(@Nullable Object... values) {
    return Stream.of(values).filter(value -> value != null).count();
  }

  /**
   * Whether the condition holds. It holds for a repeated part when it holds for one of its texts,
   * so that the request is refused as a handshake and not read as an event.
   */
  boolean matches(Delivery delivery) {
    if (body != null) {
      return delivery.body().length == 0;
    }
    if (parameters != null) {
      return delivery.query().length() <= "?".length();
    }
    if (members != null) {
      return delivery.hasMembers(Set.copyOf(members));
    }
    if (fields != null) {
      return delivery.hasFields(Set.copyOf(fields));
    }
    if (empty != null) {
      return delivery.hasEmptyArray(empty);
    }
    return part().allIn(delivery).stream().anyMatch(this::accepts);
  }

  private boolean accepts(String text) {
    return (is == null || text.equals(is))
        && (prefix == null || text.startsWith(prefix))
        && (oneOf == null || oneOf.contains(text));
  }

  /** Whether the part of the condition is in the request more than once. */
  boolean isRepeatedIn(Delivery delivery) {
    return isOfAPart() && part().allIn(delivery).size() > 1;
  }
}
