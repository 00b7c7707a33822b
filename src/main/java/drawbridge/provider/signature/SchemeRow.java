package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.ProviderTable;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table.
 *
 * @param name the name of the scheme
 * @param fixed the members of the row; a trigger may replace the open ones
 * @param open the members that a trigger may set
 */
record SchemeRow(String name, JsonObject fixed, Set<String> open) {

  /** The member of a trigger's settings that names the row. */
  static final String SCHEME = "scheme";

  private static final Set<String> MEMBERS =
      Stream.of(Signature.Members.class, Credential.Members.class)
          .flatMap(type -> Stream.of(type.getRecordComponents()))
          .map(RecordComponent::getName)
          .collect(Collectors.toSet());

  /** Returns the offer for operators. */
  Schemes.Offer offer() {
    SortedSet<String> missing = new TreeSet<>(open);
    missing.removeIf(fixed::containsKey);
    return new Schemes.Offer(name, new TreeSet<>(open), missing);
  }

  /**
   * Reads a row.
   *
   * @throws IllegalStateException naming row, member and fault
   */
  static SchemeRow of(String name, JsonObject row) {
    List<Fault> faults = new ArrayList<>();
    if (!row.getString("docs", "").startsWith("https://")) {
      faults.add(Fault.at("/docs", "must be the https address of the public documentation"));
    }
    Set<String> open = new TreeSet<>();
    row.getOrDefault("open", JsonValue.EMPTY_JSON_ARRAY)
        .asJsonArray()
        .getValuesAs(JsonString::getString)
        .forEach(open::add);
    open.stream()
        .filter(member -> !MEMBERS.contains(member))
        .forEach(it -> faults.add(Fault.at("/open", "names an unknown member: " + it)));
    JsonObject fixed = Json.createObjectBuilder(row).remove("docs").remove("open").build();
    scheme(JsonValue.EMPTY_JSON_OBJECT, fixed, faults);
    faults.removeIf(fault -> isLeftToTriggers(fault.pointer().substring(1), fixed, open));
    if (!faults.isEmpty()) {
      throw ProviderTable.fault(name, faults);
    }
    return new SchemeRow(name, fixed, Set.copyOf(open));
  }

  private static boolean isLeftToTriggers(String member, JsonObject fixed, Set<String> open) {
    return open.contains(member) && !fixed.containsKey(member);
  }

  /** Reads the scheme of a trigger; empty when there is a fault. */
  Optional<Scheme> read(JsonObject settings, List<Fault> faults) {
    JsonObjectBuilder given = Json.createObjectBuilder();
    JsonObjectBuilder effective = Json.createObjectBuilder(fixed);
    int before = faults.size();
    settings.forEach(
        (member, value) -> {
          if (value.getValueType() == JsonValue.ValueType.NULL) {
            return; // null is absent
          } else if (open.contains(member)) {
            effective.add(member, value);
          } else if (!member.equals(SCHEME)) {
            faults.add(
                Fault.at("/" + Json.encodePointer(member), "is not a setting of scheme " + name));
          }
          given.add(member, value);
        });
    Optional<Scheme> scheme = scheme(given.build(), effective.build(), faults);
    return faults.size() == before ? scheme : Optional.empty();
  }

  private static Optional<Scheme> scheme(
      JsonObject settings, JsonObject members, List<Fault> faults) {
    return members.containsKey("shown")
        ? JsonBinding.read(members, Credential.Members.class, faults)
            .map(read -> new Credential(settings, read))
        : JsonBinding.read(members, Signature.Members.class, faults)
            .map(read -> new Signature(settings, read));
  }

  /** Adds a fault when a member is missing though it is used, or is set though it is not used. */
  static void checkUse(String pointer, @Nullable Object value, boolean isUsed, List<Fault> faults) {
    if (isUsed != (value != null)) {
      faults.add(Fault.at(pointer, isUsed ? "is missing" : "is not used here"));
    }
  }
}
