package drawbridge.provider.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a scheme requires of a delivery besides a secret. Tells whether a changed row would let in
 * deliveries that the row refuses now.
 *
 * @param way how a delivery is proved, completing "requires …"
 * @param each the pointer to the array whose elements must all have a proof; empty for one proof
 * @param content empty when the proof covers no part of the delivery
 * @param values the required values by the names of their members
 * @param choices the sets of which one value is required, by the names of their members
 */
record Requirements(
    String way,
    Optional<String> each,
    Optional<SignedContent> content,
    Map<String, String> values,
    Map<String, Set<String>> choices) {
  Requirements {
    values = Map.copyOf(values);
    choices = Map.copyOf(choices);
  }

  /**
   * Returns what these require and others do not, each completing "requires …"; none when the
   * others require as much.
   */
  List<String> missingIn(Requirements others) {
    if (!way.equals(others.way)) {
      return List.of(way);
    }
    List<String> missing = new ArrayList<>();
    each.filter(it -> !each.equals(others.each))
        .ifPresent(it -> missing.add("a proof in each element of " + it));
    content.ifPresent(it -> others.content.ifPresent(that -> it.addMissing(that, missing)));
    values.forEach(
        (member, value) -> {
          if (!value.equals(others.values.get(member))) {
            missing.add("the value of " + member);
          }
        });
    choices.forEach(
        (member, accepted) -> {
          Set<String> other = others.choices.getOrDefault(member, Set.of());
          if (other.isEmpty() || !accepted.containsAll(other)) {
            missing.add("one of these " + member + ": " + String.join(", ", sorted(accepted)));
          }
        });
    return missing;
  }

  private static List<String> sorted(Set<String> texts) {
    return texts.stream().sorted().toList();
  }
}
