package drawbridge.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reading a mutated definition returns a definition or faults, and never throws. */
class MutationTest {

  private static final DefinitionReader READER = new DefinitionReader();
  private static final String TEXT =
      DefinitionReaderTest.text(Path.of("src/test/resources/definitions/valid/everything.yaml"));
  private static final List<String> PIECES =
      List.of(
          "{", "}", "[", "]", ":", "&a ", "*a", "!x ", "\n", "\t", "'", "\"", "${", "{{", "~", "- ",
          "\u0000", "0x", "1e99999", ".inf", "|", ">", "%", "@", "\uD800", "? ", "#", "---\n");
  private static final List<JsonNode> VALUES =
      List.of(
          Json.read("null"),
          Json.read("-1"),
          Json.read("1e400"),
          Json.read("\"\""),
          Json.read("[]"),
          Json.read("{}"),
          Json.read("true"),
          Json.read("[[{}]]"),
          Json.read("\"{{\""),
          Json.read("\"${ . | \""),
          Json.read("{\"a/~b\": {\"\": 1}}"));

  @Test
  void mutatedTextIsReadOrRefused() {
    Random random = new Random(20_261_124);
    for (int i = 0; i < 400; i++) {
      String text = TEXT;
      for (int n = random.nextInt(3); n >= 0; n--) {
        text = changed(text, random);
      }
      read(text, DefinitionFormat.YAML);
    }
  }

  @Test
  void mutatedTreeIsReadOrRefused() throws Exception {
    Random random = new Random(42);
    JsonNode tree = new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readTree(TEXT);
    for (int i = 0; i < 400; i++) {
      JsonNode copy = tree.deepCopy();
      for (int n = random.nextInt(3); n >= 0; n--) {
        change(copy, random);
      }
      read(copy.toString(), DefinitionFormat.JSON);
    }
  }

  private static void read(String text, DefinitionFormat format) {
    assertThatCode(
            () ->
                assertThat(READER.read(text, format).<Boolean>match(d -> true, f -> false))
                    .isNotNull())
        .as(text)
        .doesNotThrowAnyException();
  }

  private static String changed(String text, Random random) {
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + random.nextInt(12));
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + text.substring(to);
      case 1 -> text.substring(0, at) + piece + text.substring(at);
      default -> text.substring(0, at) + text.substring(at, to) + text.substring(at);
    };
  }

  private static void change(JsonNode tree, Random random) {
    List<JsonNode> holders = new ArrayList<>();
    collect(tree, holders);
    JsonNode holder = holders.get(random.nextInt(holders.size()));
    JsonNode value = VALUES.get(random.nextInt(VALUES.size())).deepCopy();
    if (holder instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (random.nextBoolean()) {
        object.set(random.nextBoolean() ? name : name + "x", value);
      } else {
        object.remove(name);
      }
    } else if (holder instanceof ArrayNode array) {
      array.set(random.nextInt(array.size()), value);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> holders) {
    if (node.isContainerNode() && !node.isEmpty()) {
      holders.add(node);
    }
    node.forEach(child -> collect(child, holders));
  }
}
