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

/** The table of the ways in which senders prove themselves. Immutable. */
public final class Schemes {

  private static final String TABLE = "/drawbridge/provider/signatures.yaml";

  private static @Nullable Schemes ours;

  private final SortedMap<String, SchemeRow> rows = new TreeMap<>();

  private Schemes(JsonNode table) {
    table.forEachEntry((name, row) -> rows.put(name, SchemeRow.of(name, row)));
  }

  /**
   * The table that comes with us, read once.
   *
   * @throws IllegalStateException with row and member when there is a fault in it
   */
  public static synchronized Schemes ours() {
    if (ours == null) {
      try (InputStream table = Schemes.class.getResourceAsStream(TABLE)) {
        ours = read(table);
      } catch (IOException | IllegalStateException e) {
        throw new IllegalStateException(TABLE + ": " + e.getMessage(), e);
      }
    }
    return ours;
  }

  /**
   * Reads a table in YAML.
   *
   * @throws IllegalStateException with row and member when there is a fault in it
   */
  static Schemes read(InputStream table) throws IOException {
    YAMLMapper yaml =
        YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    return new Schemes(yaml.readTree(table));
  }

  /**
   * A scheme that a trigger may have.
   *
   * @param open members that a trigger may set
   * @param missing those of them that it must set
   */
  public record Offer(String name, SortedSet<String> open, SortedSet<String> missing) {}

  /** What an operator can choose from, by name. */
  public List<Offer> offers() {
    return rows.values().stream().map(SchemeRow::offer).toList();
  }

  /** The names of the schemes, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  /**
   * The scheme that a trigger's settings describe: {@code {"scheme": "github"}}, and those members
   * that its row leaves open. A member that is null is as one left out.
   *
   * @param settings without the secret
   * @param faults takes what is wrong, with pointers relative to the settings
   * @return empty when something was wrong
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
