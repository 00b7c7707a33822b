package drawbridge.workflow.sample;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Fault;
import drawbridge.workflow.schema.CheckBudget;
import drawbridge.workflow.schema.DataSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Finds a value that fits a schema. Writes one, checks it, and takes the next choice wherever the
 * check found a fault.
 *
 * <p>The same schema always has the same sample. A search ends after {@value #MOST_TRIALS} samples,
 * or when checking or writing them exceeds its bound.
 */
public final class SchemaSample {

  private static final int MOST_TRIALS = 200;

  private final DataSchema schema;
  private final List<Part> parts;
  private final UnaryOperator<JsonNode> form;
  private final CheckBudget budget = new CheckBudget();
  private final Map<String, Integer> choices = new HashMap<>();

  private SchemaSample(DataSchema schema, List<Part> parts, UnaryOperator<JsonNode> form) {
    this.schema = schema;
    this.parts = parts;
    this.form = form;
  }

  /**
   * Returns a value that fits.
   *
   * @param shape a schema without references that the value also follows, as far as it can
   * @param form completes a value before it is checked, without moving its members
   * @return empty when none was found, though one may exist
   */
  public static Optional<JsonNode> of(
      DataSchema schema, JsonNode shape, UnaryOperator<JsonNode> form) {
    References references = new References(schema.document(), schema.draft());
    List<Part> parts = List.of(references.root(), new Part(shape, new References(shape)));
    return new SchemaSample(schema, parts, form).find();
  }

  private Optional<JsonNode> find() {
    try {
      SampleWriter writer = new SampleWriter(choices);
      for (int trial = 0; trial < MOST_TRIALS; trial++) {
        JsonNode sample = form.apply(writer.write(parts));
        List<Fault> faults = schema.faults(sample, budget);
        if (faults.isEmpty()) {
          return Optional.of(sample);
        }
        if (!advance(faults, writer)) {
          return Optional.empty();
        }
      }
    } catch (SampleWriter.TooLarge e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /**
   * Takes another choice for each fault: the next one at its place, or else inside the value there,
   * or else around it.
   */
  private boolean advance(List<Fault> faults, SampleWriter writer) {
    Set<String> changed = new HashSet<>();
    for (Fault fault : faults) {
      for (String place = fault.pointer(); ; place = place.substring(0, place.lastIndexOf('/'))) {
        Optional<String> next = writer.next(place);
        if (next.isPresent() && changed.add(next.get())) {
          choices.merge(next.get(), 1, Integer::sum);
          String inside = place + "/";
          choices.keySet().removeIf(it -> it.startsWith(inside) && writer.isAfter(it, next.get()));
        }
        if (next.isPresent() || place.isEmpty()) {
          break;
        }
      }
    }
    return !changed.isEmpty();
  }
}
