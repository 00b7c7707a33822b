package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.ProviderTable;
import jakarta.json.Json;
import jakarta.json.JsonArray;
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
import java.util.function.BiFunction;
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

  private static final Set<String> PROOF = names(Proof.Members.class);
  private static final Set<String> CONTENT = names(SignedContent.Members.class);
  private static final Set<String> MEMBERS =
      Stream.of(
              PROOF,
              CONTENT,
              names(HmacSignature.Members.class),
              names(PublicKeySignature.Members.class),
              names(CertificateSignature.Members.class),
              names(JwtCredential.Members.class),
              names(Credential.Members.class))
          .flatMap(Set::stream)
          .collect(Collectors.toSet());

  private static Set<String> names(Class<? extends Record> type) {
    return Stream.of(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  /** Returns the offer for operators. */
  Schemes.Offer offer() {
    List<Fault> faults = new ArrayList<>();
    var unused = scheme(JsonValue.EMPTY_JSON_OBJECT, fixed, faults);
    SortedSet<String> missing = new TreeSet<>();
    faults.forEach(fault -> missing.add(fault.pointer().substring(1)));
    return new Schemes.Offer(name, new TreeSet<>(open), missing, needsSecret());
  }

  /** Whether its triggers store a secret or a public key. */
  private boolean needsSecret() {
    return !fixed.containsKey("keys") && !fixed.containsKey("certificate");
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
    return read(name, row, faults).orElseThrow(() -> ProviderTable.fault(name, faults));
  }

  /**
   * Reads a row.
   *
   * @param faults receives every fault, with pointers relative to the row
   * @return empty when there is a fault
   */
  static Optional<SchemeRow> read(String name, JsonObject row, List<Fault> faults) {
    Set<String> open = new TreeSet<>();
    if (row.getOrDefault("open", JsonValue.EMPTY_JSON_ARRAY) instanceof JsonArray members) {
      members.forEach(it -> open.add(it instanceof JsonString text ? text.getString() : "" + it));
    } else {
      faults.add(Fault.at("/open", "must be an array"));
    }
    open.stream()
        .filter(member -> !MEMBERS.contains(member))
        .forEach(it -> faults.add(Fault.at("/open", "names an unknown member: " + it)));
    JsonObject fixed = Json.createObjectBuilder(row).remove("docs").remove("open").build();
    List<Fault> found = new ArrayList<>();
    scheme(JsonValue.EMPTY_JSON_OBJECT, fixed, found);
    found.removeIf(fault -> isLeftToTriggers(fault.pointer().substring(1), fixed, open));
    faults.addAll(found);
    return faults.isEmpty()
        ? Optional.of(new SchemeRow(name, fixed, Set.copyOf(open)))
        : Optional.empty();
  }

  private static boolean isLeftToTriggers(String member, JsonObject fixed, Set<String> open) {
    return open.contains(member) && !fixed.containsKey(member);
  }

  /** Reads the scheme of a trigger; empty when there is a fault. */
  Optional<Scheme> read(JsonObject settings, List<Fault> faults) {
    JsonObjectBuilder given = Json.createObjectBuilder();
    JsonObjectBuilder effective = Json.createObjectBuilder(fixed);
    if (Proof.LOCATIONS.stream().anyMatch(it -> open.contains(it) && isSet(settings, it))) {
      Proof.LOCATIONS.forEach(effective::remove);
    }
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

  private static boolean isSet(JsonObject settings, String member) {
    return settings.getOrDefault(member, JsonValue.NULL) != JsonValue.NULL;
  }

  private static Optional<Scheme> scheme(
      JsonObject settings, JsonObject members, List<Fault> faults) {
    Optional<Proof> proof =
        JsonBinding.read(part(members, PROOF), Proof.Members.class, faults).map(Proof::new);
    JsonObject rest = without(members, PROOF);
    if (rest.containsKey("shown")) {
      Optional<Credential.Members> read = JsonBinding.read(rest, Credential.Members.class, faults);
      return both(proof, read, (it, kind) -> new Credential(settings, it, kind));
    } else if (rest.containsKey("keys")) {
      Optional<JwtCredential.Members> read =
          JsonBinding.read(rest, JwtCredential.Members.class, faults);
      return both(proof, read, (it, kind) -> new JwtCredential(settings, it, kind));
    }
    return signature(settings, proof, members, faults);
  }

  private static Optional<Scheme> signature(
      JsonObject settings, Optional<Proof> proof, JsonObject members, List<Fault> faults) {
    Optional<SignedContent> content =
        JsonBinding.read(part(members, CONTENT), SignedContent.Members.class, faults)
            .map(SignedContent::new);
    if (members.containsKey("pointer") && content.filter(SignedContent::signsBody).isPresent()) {
      faults.add(Fault.at("/signed", "must not have {body}, which holds the signature"));
    }
    Optional<Signed> signed = both(proof, content, Signed::new);
    JsonObject rest = without(without(members, PROOF), CONTENT);
    if (rest.containsKey("publicKey")) {
      return both(
          signed,
          JsonBinding.read(rest, PublicKeySignature.Members.class, faults),
          (it, kind) -> new PublicKeySignature(settings, it.proof, it.content, kind));
    } else if (rest.containsKey("certificate")) {
      return both(
          signed,
          JsonBinding.read(rest, CertificateSignature.Members.class, faults),
          (it, kind) -> new CertificateSignature(settings, it.proof, it.content, kind));
    }
    return both(
        signed,
        JsonBinding.read(rest, HmacSignature.Members.class, faults),
        (it, kind) -> new HmacSignature(settings, it.proof, it.content, kind));
  }

  private record Signed(Proof proof, SignedContent content) {}

  private static <A, B, T> Optional<T> both(
      Optional<A> one, Optional<B> other, BiFunction<A, B, ? extends T> together) {
    return one.flatMap(a -> other.map(b -> together.apply(a, b)));
  }

  private static JsonObject part(JsonObject members, Set<String> names) {
    JsonObjectBuilder part = Json.createObjectBuilder();
    members.forEach(
        (name, value) -> {
          if (names.contains(name)) {
            part.add(name, value);
          }
        });
    return part.build();
  }

  private static JsonObject without(JsonObject members, Set<String> names) {
    JsonObjectBuilder rest = Json.createObjectBuilder(members);
    names.forEach(rest::remove);
    return rest.build();
  }

  /** Adds a fault when a member is missing though it is used, or is set though it is not used. */
  static void checkUse(String pointer, @Nullable Object value, boolean isUsed, List<Fault> faults) {
    if (isUsed != (value != null)) {
      faults.add(Fault.at(pointer, isUsed ? "is missing" : "is not used here"));
    }
  }
}
