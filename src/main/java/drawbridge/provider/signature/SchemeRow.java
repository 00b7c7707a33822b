package drawbridge.provider.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.platform.JsonMembers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A row of the table.
 *
 * @param name the name of the scheme
 * @param fixed the members of the row; a trigger may replace the open ones
 * @param open the members that a trigger may set
 */
record SchemeRow(String name, ObjectNode fixed, Set<String> open) {

  private static final String SCHEME = "scheme";

  /** Returns the offer for operators. */
  Schemes.Offer offer() {
    SortedSet<String> missing = new TreeSet<>(open);
    missing.removeIf(fixed::has);
    return new Schemes.Offer(name, new TreeSet<>(open), missing);
  }

  /**
   * Reads a row.
   *
   * @throws IllegalStateException naming row, member and fault
   */
  static SchemeRow of(String name, JsonNode json) {
    List<Fault> faults = new ArrayList<>();
    ObjectNode fixed = json instanceof ObjectNode object ? object.deepCopy() : Json.object();
    if (!fixed.path("docs").asText().startsWith("https://")) {
      faults.add(Fault.at("/docs", "must be the https address of the public documentation"));
    }
    Set<String> open = new HashSet<>();
    fixed.path("open").forEach(member -> open.add(member.asText()));
    for (String member : open) {
      if (!Signature.MEMBERS.contains(member) && !Credential.MEMBERS.contains(member)) {
        faults.add(Fault.at("/open", "names an unknown member: " + member));
      }
    }
    fixed.remove(List.of("docs", "open"));
    ProofRule.read(new JsonMembers(fixed, faults));
    faults.removeIf(fault -> isLeftToTriggers(fault.pointer().substring(1), fixed, open));
    if (!faults.isEmpty()) {
      throw new IllegalStateException("row " + name + ": " + faults.get(0).inWords());
    }
    return new SchemeRow(name, fixed, Set.copyOf(open));
  }

  private static boolean isLeftToTriggers(String member, ObjectNode fixed, Set<String> open) {
    return open.contains(member) && !fixed.has(member);
  }

  /** Reads the scheme of a trigger; empty when there is a fault. */
  Optional<Scheme> read(ObjectNode settings, List<Fault> faults) {
    ObjectNode given = Json.object();
    ObjectNode effective = fixed.deepCopy();
    int before = faults.size();
    settings.forEachEntry(
        (member, value) -> {
          if (value.isNull()) {
            return; // null is absent
          } else if (open.contains(member)) {
            effective.set(member, value);
          } else if (!member.equals(SCHEME)) {
            faults.add(Fault.at(JsonMembers.pointer(member), "is not a setting of scheme " + name));
          }
          given.set(member, value);
        });
    Optional<ProofRule> proof = ProofRule.read(new JsonMembers(effective, faults));
    return faults.size() == before ? proof.map(read -> new Scheme(given, read)) : Optional.empty();
  }
}
