package drawbridge.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.source.DefinitionNode;
import io.serverlessworkflow.api.types.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every definition that differs in one place from a valid one: a member is missing, is null, is of
 * another type, or is one too many. What the published schema refuses has a fault with a pointer.
 */
@Tag("X26")
class SchemaVariantsTest {

  private static final Path SUITES =
      Path.of(System.getProperty("drawbridge.suites", "../shared/suites")).resolve("dsl/examples");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final DefinitionReader READER = new DefinitionReader();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              Objects.requireNonNull(Workflow.class.getResourceAsStream("/schema/workflow.yaml")),
              InputFormat.YAML);
  private static final List<JsonNode> OTHERS =
      Stream.of("null", "-7", "\"other text\"", "[]", "{}").map(Json::read).toList();

  static Stream<Path> ours() {
    return Stream.of("everything.yaml", "functions.yaml", "metadata.yaml", "small.json")
        .map(Path.of("src/test/resources/definitions/valid")::resolve);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void variantOfOurDefinitionIsReadOrRefusedWithAPointer(Path file) throws IOException {
    assertThat(check(YAML.readTree(Files.readString(file)))).isPositive();
  }

  @Test
  void variantOfAnAcceptedExampleIsReadOrRefusedWithAPointer() throws IOException {
    assumeThat(SUITES).isDirectory();
    int read = 0;
    try (Stream<Path> files = Files.list(SUITES)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
        String text = Files.readString(file);
        if (DefinitionReaderTest.faults(READER.read(text, DefinitionFormat.YAML)).isEmpty()) {
          read += check(YAML.readTree(text));
        }
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  /** Returns the number of variants that the published schema refuses. */
  private static int check(JsonNode valid) {
    int[] refused = {0};
    variants(
        valid,
        valid,
        "",
        (pointer, variant) -> {
          String text = Json.write(variant);
          List<Fault> faults =
              DefinitionReaderTest.faults(READER.read(text, DefinitionFormat.JSON));
          READER.stored(text, DefinitionFormat.JSON).warnings();
          for (Fault fault : faults) {
            assertThat(fault.pointer()).as(text).matches("(/.*)?");
            assertThat(fault.detail()).as(text).isNotBlank();
            assertThat(fault.line()).as(text).isPositive();
          }
          if (!SCHEMA.validate(variant).isEmpty()) {
            refused[0]++;
            assertThat(faults).as("%s: %s", pointer, text).isNotEmpty();
            assertThat(faults)
                .as("%s: %s", pointer, text)
                .anySatisfy(fault -> assertThat(isNear(fault.pointer(), pointer)).isTrue());
          }
        });
    return refused[0];
  }

  /** Returns whether a fault is at the changed place, inside of it, or in the object around it. */
  private static boolean isNear(String fault, String changed) {
    String around = changed.substring(0, Math.max(0, changed.lastIndexOf('/')));
    return fault.startsWith(around) || changed.startsWith(fault);
  }

  /** Passes on each variant with the pointer of its difference. */
  private static void variants(
      JsonNode root, JsonNode at, String pointer, BiConsumer<String, JsonNode> check) {
    if (at instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String below = DefinitionNode.below(pointer, name);
        JsonNode old = object.get(name);
        object.remove(name);
        check.accept(below, root);
        for (JsonNode other : OTHERS) {
          object.set(name, other.deepCopy());
          check.accept(below, root);
        }
        object.set(name, old);
        variants(root, old, below, check);
      }
      object.put("surplus", 1);
      check.accept(DefinitionNode.below(pointer, "surplus"), root);
      object.remove("surplus");
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode old = array.get(i);
        for (JsonNode other : OTHERS) {
          array.set(i, other.deepCopy());
          check.accept(pointer + "/" + i, root);
        }
        array.set(i, old);
        variants(root, old, pointer + "/" + i, check);
      }
    }
  }
}
