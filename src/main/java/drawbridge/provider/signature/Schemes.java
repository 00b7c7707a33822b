package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.provider.ProviderTable;
import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.List;
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

  /** Returns {@code drawbridge/provider/signatures.yaml}. */
  public static Schemes builtIn() {
    return BUILT_IN;
  }

  /**
   * A scheme to choose from.
   *
   * @param open the members that a trigger may set
   * @param missing the members that a trigger must set
   */
  public record Offer(String name, SortedSet<String> open, SortedSet<String> missing) {}

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
