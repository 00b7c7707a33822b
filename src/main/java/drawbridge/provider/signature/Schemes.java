package drawbridge.provider.signature;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import drawbridge.platform.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of signature schemes. Immutable. */
public final class Schemes {

  private static final String TABLE = "/drawbridge/provider/signatures.yaml";

  private static @Nullable Schemes builtIn;

  private final SortedMap<String, SchemeRow> rows = new TreeMap<>();

  private Schemes(JsonNode table) {
    table.forEachEntry((name, row) -> rows.put(name, SchemeRow.of(name, row)));
  }

  /**
   * Returns {@code drawbridge/provider/signatures.yaml}. Reads it once.
   *
   * @throws IllegalStateException when a row has a fault; the message names row and member
   */
  public static synchronized Schemes builtIn() {
    if (builtIn == null) {
      try (InputStream table = Schemes.class.getResourceAsStream(TABLE)) {
        builtIn = read(table);
      } catch (IOException | IllegalStateException e) {
        throw new IllegalStateException(TABLE + ": " + e.getMessage(), e);
      }
    }
    return builtIn;
  }

  /**
   * Reads a table in YAML.
   *
   * @throws IllegalStateException when a row has a fault; the message names row and member
   */
  static Schemes read(InputStream table) throws IOException {
    YAMLMapper yaml =
        YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    return new Schemes(yaml.readTree(table));
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
  public Optional<Scheme> read(JsonNode settings, List<Fault> faults) {
    if (!(settings instanceof ObjectNode object)) {
      faults.add(Fault.at("", "must be an object"));
      return Optional.empty();
    }
    SchemeRow row = rows.get(object.path("scheme").asText());
    if (row == null) {
      faults.add(Fault.at("/scheme", "must be one of " + String.join(", ", names())));
      return Optional.empty();
    }
    return row.read(object, faults);
  }
}
