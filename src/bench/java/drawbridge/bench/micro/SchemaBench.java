package drawbridge.bench.micro;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.control.InputCheck;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.model.Definition;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures the check of a request before its acceptance, with and without an input schema. */
@State(Scope.Thread)
public class SchemaBench {

  private static final String PLAIN =
      """
      document: {dsl: '1.0.0', namespace: bench, name: schema, version: '1.0.0'}
      do: [{keep: {set: {a: 1}}}]
      """;
  private static final int MEMBERS = 20;

  private final Definition plain = read(PLAIN);
  private final Definition twenty = read(PLAIN + schema());
  private final RunOrder order = new RunOrder("schema", Json.object(), runtime(), Optional.empty());

  /** Accepts a request of twenty members without a schema. */
  @Benchmark
  public Optional<Problem> inputWithoutSchema() {
    return new InputCheck().refusal(plain, order);
  }

  /** Checks twenty members: ten numbers with bounds, and ten texts with patterns and lengths. */
  @Benchmark
  public Optional<Problem> inputSchemaOfTwentyMembers() {
    return new InputCheck().refusal(twenty, order);
  }

  private static String schema() {
    String members =
        IntStream.range(0, MEMBERS)
            .mapToObj(
                i ->
                    i % 2 == 0
                        ? "m" + i + ": {type: integer, minimum: 0, maximum: 1000}"
                        : "m" + i + ": {type: string, pattern: '^[a-z]+-[0-9]+$', maxLength: 40}")
            .collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, MEMBERS).mapToObj(i -> "m" + i).collect(Collectors.joining(", "));
    return "input: {schema: {document: {properties: {runtime: {type: object, required: ["
        + names
        + "], properties: {"
        + members
        + "}}}}}}\n";
  }

  private static ObjectNode runtime() {
    ObjectNode runtime = Json.object();
    for (int i = 0; i < MEMBERS; i++) {
      if (i % 2 == 0) {
        runtime.put("m" + i, i);
      } else {
        runtime.put("m" + i, "item-" + i);
      }
    }
    return runtime;
  }

  private static Definition read(String text) {
    return new DefinitionReader()
        .read(text, DefinitionFormat.YAML)
        .match(
            sound -> sound,
            faults -> {
              throw new IllegalStateException(faults.toString());
            });
  }
}
