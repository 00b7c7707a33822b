package drawbridge.inbound.entity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reading a mutated body has a result and never throws. */
@Tag("C3")
class MutationTest {

  private static final String VALID =
      """
      {"workflow": "greet", "stateValues": {"n": 1.50, "s": "\\u00e9\\ud83d\\ude00 é😀"}, "uid": 17,
       "other": [true, false, null, -1e-3], "batch": [
        {"uid": "a", "workflow": "alternative", "runtimeData": {"k": {"deep": [[[]]]}}},
        {"stateValues": {}, "own": {"x": [1, 2, {"y": "z"}]}}, {}]}
      """;
  private static final List<String> STRANGE =
      List.of(
          "null", "true", "\"\"", "0", "1e9", "[]", "{}", "[{}]", "\"\\u0000\"", "{\"uid\":[]}");
  private static final ObjectReader STRICT =
      Json.MAPPER.reader().with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  @Test
  void everyMutationHasAResult() throws IOException {
    Random random = new Random(20_240_611);
    int readable = 0;
    for (int i = 0; i < 400; i++) {
      byte[] body = i % 2 == 0 ? bytesChanged(random) : treeChanged(random);
      boolean isReadable =
          WorkflowRequest.read(
              body,
              new RequestLimits(2000, 3, 100_000),
              orders ->
                  orders.stream().allMatch(order -> new Fingerprints().of(order).length() == 64),
              problem -> problem.status() == 400 && problem.errors().isEmpty());
      if (isReadable) {
        readable++;
        assertThat(STRICT.readTree(body).isObject()).isTrue();
      }
    }
    assertThat(readable).isBetween(20, 380);
  }

  private static byte[] bytesChanged(Random random) {
    byte[] body = VALID.getBytes(UTF_8);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(body.length);
      switch (random.nextInt(4)) {
        case 0 -> body[at] = (byte) random.nextInt(256);
        case 1 -> body[at] = (byte) "{}[]\",:\\0 e-".charAt(random.nextInt(12));
        case 2 -> body = Arrays.copyOf(body, Math.max(1, at));
        default -> body = repeated(body, at, Math.min(body.length, at + random.nextInt(60)));
      }
    }
    return body;
  }

  private static byte[] repeated(byte[] body, int from, int to) {
    byte[] longer = Arrays.copyOf(body, body.length + to - from);
    System.arraycopy(body, from, longer, to, body.length - from);
    return longer;
  }

  private static byte[] treeChanged(Random random) {
    JsonNode tree = Json.read(VALID);
    List<JsonNode> containers = new ArrayList<>();
    collect(tree, containers);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    JsonNode strange = Json.read(STRANGE.get(random.nextInt(STRANGE.size())));
    if (container instanceof ObjectNode object) {
      List<String> names = new ArrayList<>(List.of("workflow", "uid", "batch", "stateValues"));
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      JsonNode ignored =
          random.nextInt(4) == 0 ? object.remove(name) : object.replace(name, strange);
    } else if (container instanceof ArrayNode array) {
      array.insert(random.nextInt(array.size() + 1), strange);
    }
    return Json.write(tree).getBytes(UTF_8);
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }
}
