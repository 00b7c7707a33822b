package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.provider.OwnName;
import drawbridge.provider.ProviderTable;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The table of signature schemes. Immutable. */
public final class Schemes {

  private static final Schemes BUILT_IN = new Schemes(ProviderTable.named("signatures.yaml"));

  private final SortedMap<String, SchemeRow> rows = new TreeMap<>();

  /**
   * Reads a table.
   *
   * @throws IllegalStateException when a row has a fault; the message names row and member
   */
  Schemes(JsonObject table) {
    table.forEach((name, row) -> rows.put(name, SchemeRow.of(name, row.asJsonObject())));
  }

  private Schemes(SortedMap<String, SchemeRow> rows) {
    this.rows.putAll(rows);
  }

  /**
   * Returns these schemes and the rows of a workspace. Leaves out a row with a fault, so that its
   * triggers refuse every delivery.
   *
   * @param own rows by name, which starts with {@link OwnName#PREFIX}
   */
  public Schemes with(Map<String, JsonObject> own, KeyHosts hosts) {
    Schemes all = new Schemes(rows);
    own.forEach(
        (name, row) ->
            ownRow(name, row, hosts, new ArrayList<>())
                .ifPresent(it -> all.rows.putIfAbsent(name, it)));
    return all;
  }

  /**
   * Returns every fault of a row that a workspace defines; none when it is valid. Such a row may
   * not name the location of a certificate, and keys only where these schemes or the hosts permit
   * it.
   */
  public List<Fault> faultsOf(String name, JsonObject row, KeyHosts hosts) {
    List<Fault> faults = new ArrayList<>();
    var unused = ownRow(name, row, hosts, faults);
    return faults;
  }

  private Optional<SchemeRow> ownRow(
      String name, JsonObject row, KeyHosts hosts, List<Fault> faults) {
    if (OwnName.of(name).filter(it -> OwnName.faultOf(it).isEmpty()).isEmpty()) {
      faults.add(Fault.at("", "must have a name that starts with " + OwnName.PREFIX));
    }
    if (row.containsKey("certificate")) {
      faults.add(Fault.at("/certificate", "is permitted in the schemes of this server only"));
    }
    Optional<SchemeRow> read = SchemeRow.read(name, row, faults);
    for (String member : List.of("keys", "certificateUrls", "issuerUrls", "certificateNames")) {
      if (read.filter(it -> it.open().contains(member)).isPresent()) {
        faults.add(Fault.at("/open", "must not have " + member));
      }
    }
    if (row.get("keys") instanceof JsonString keys && !mayFetch(keys.getString(), hosts)) {
      faults.add(Fault.at("/keys", "must be on a host that the administrator permits"));
    }
    return faults.isEmpty() ? read : Optional.empty();
  }

  private boolean mayFetch(String keys, KeyHosts hosts) {
    boolean isKnown =
        rows.values().stream().anyMatch(row -> keys.equals(row.fixed().getString("keys", "")));
    return isKnown || hosts.permits(keys);
  }

  /** Returns {@code drawbridge/provider/signatures.yaml}. */
  public static Schemes builtIn() {
    return BUILT_IN;
  }

  /**
   * A scheme to choose from.
   *
   * @param open the members that a trigger may set
   * @param missing the members that a trigger must set
   * @param needsSecret whether a trigger needs a secret or a public key
   */
  public record Offer(
      String name, SortedSet<String> open, SortedSet<String> missing, boolean needsSecret) {}

  /** Returns all schemes, by name. */
  public List<Offer> offers() {
    return rows.values().stream().map(SchemeRow::offer).toList();
  }

  /** Returns the names of the schemes, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  /**
   * Reads a trigger's settings: {@code {"scheme": "github"}} and the open members of its row. A
   * member that is null is absent.
   *
   * @param settings without the secret
   * @param faults receives every fault, with pointers relative to the settings
   * @return empty when there is a fault
   */
  public Optional<Scheme> read(JsonObject settings, List<Fault> faults) {
    SchemeRow row = rows.get(settings.getString(SchemeRow.SCHEME, ""));
    if (row == null) {
      faults.add(Fault.at("/scheme", "must be one of " + String.join(", ", names())));
      return Optional.empty();
    }
    return row.read(settings, faults);
  }
}
