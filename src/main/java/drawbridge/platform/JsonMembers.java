package drawbridge.platform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The members of a JSON object from outside, read one by one; what is wrong with one is a fault at
 * its pointer.
 */
public final class JsonMembers {

  private final ObjectNode json;
  private final List<Fault> faults;
  private final int faultsBefore;

  /** Every fault goes to the list. */
  public JsonMembers(ObjectNode json, List<Fault> faults) {
    this.json = json;
    this.faults = faults;
    this.faultsBefore = faults.size();
  }

  /** Whether the member is there, if only as {@code null}. */
  public boolean has(String name) {
    return json.has(name);
  }

  /** Whether nothing was wrong so far. */
  public boolean areFaultless() {
    return faults.size() == faultsBefore;
  }

  /** One more fault, at a member. */
  public void fault(String name, String detail) {
    faults.add(Fault.at(pointer(name), detail));
  }

  /** The JSON pointer to a member. */
  public static String pointer(String name) {
    return JsonPointer.empty().appendProperty(name).toString();
  }

  /** A member outside of these is a fault. */
  public void allowOnly(Set<String> names) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                fault(name, "is not used here");
              }
            });
  }

  /**
   * A member that may be left out; empty also after a fault.
   *
   * @param form throws {@link IllegalArgumentException} with what the member must be
   */
  public <T> Optional<T> optional(String name, Function<JsonNode, T> form) {
    if (!has(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(form.apply(json.path(name)));
    } catch (IllegalArgumentException e) {
      fault(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** A member that must be there; empty after a fault only. */
  public <T> Optional<T> required(String name, Function<JsonNode, T> form) {
    if (!has(name)) {
      fault(name, "is missing");
    }
    return optional(name, form);
  }

  /** A member that is there without a use is a mistake worth telling. */
  public void unusedUnless(boolean used, String name) {
    if (!used && has(name)) {
      fault(name, "is not used here");
    }
  }

  /** A text of 1 to {@code most} characters. */
  public static Function<JsonNode, String> text(int most) {
    return json -> {
      String text = json.asText();
      if (!json.isTextual() || text.isEmpty() || text.length() > most) {
        throw new IllegalArgumentException(
            most == 1 ? "must be one character" : "must be a text of 1 to " + most + " characters");
      }
      return text;
    };
  }

  /** One of these, written in small letters. */
  public static <E extends Enum<E>> Function<JsonNode, E> oneOf(Set<E> values) {
    return json ->
        values.stream()
            .filter(value -> json.isTextual() && word(value).equals(json.asText()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("must be one of " + words(values)));
  }

  private static String words(Set<? extends Enum<?>> values) {
    return values.stream().map(JsonMembers::word).collect(Collectors.joining(", "));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
