package drawbridge.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.contract.Wire;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Mutates valid requests; the same seed gives the same requests. */
final class Mutations {

  private static final String VALID =
      """
      {"workflow": "greet", "stateValues": {"color": "blue", "sizes": [1, 2.50, null]}, "other": {"deep": [[["ü", true]]]},
       "batch": [{"uid": "mutation", "stateValues": {"color": "red"}, "runtimeData": {"key": "value"}},
                 {"workflow": "alternative", "uid": 17, "note": "second"}, {}]}
      """;

  private static final List<JsonNode> ODD =
      List.of(
          Json.read("null"),
          Json.read("true"),
          Json.read("-0"),
          Json.read("1e400"),
          Json.read("1.0000000000000000000000000001"),
          Json.read("9".repeat(400)),
          Json.read("[]"),
          Json.read("{}"),
          Json.read("\"\""),
          Json.read("\"\\u0000\\ud800\""),
          Json.read("[{}]"),
          Json.NODES.textNode("x".repeat(300)));

  private static final String[][] HEADERS = {
    {"Content-Type", "text/plain"},
    {"Content-Type", "gibberish"},
    {"Content-Type", "application/json; charset=latin1"},
    {"Content-Type", "application/json; charset=\""},
    {"Content-Type", ";"},
    {"Content-Encoding", "gzip"},
    {"Accept", "image/png"},
    {"Accept", "gibberish;q=x"},
    {"Accept-Language", "*;q=??"},
    {"Prefer", "wait=0"},
    {"Prefer", "wait=99999999999999999999"},
    {"Prefer", ",;=,wait"},
    {"If-None-Match", "\"x"},
    {"Cookie", "=;;$Version=x"},
    {"Range", "bytes=9-1"},
    {"Inbound-Webhook-Secret", "wrong"},
    {"Inbound-Webhook-Secret", "x".repeat(2000)},
    {"X-Forwarded-For", "\u00e9, '"},
  };

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** Returns the next request; its body is bytes, encoded as ISO 8859-1. */
  Wire.Request next() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Inbound-Webhook-Secret", Server.SECRET);
    headers.put("Content-Type", "application/json");
    byte[] body = Json.write(mutate(Json.read(VALID))).getBytes(UTF_8);
    switch (random.nextInt(4)) {
      case 0 -> body = flip(body);
      case 1 -> body = cutOrGrow(body);
      case 2 -> {
        String[] header = HEADERS[random.nextInt(HEADERS.length)];
        headers.put(header[0], header[1]);
      }
      default -> {}
    }
    String query = random.nextInt(8) == 0 ? "?dryRun=" + (random.nextBoolean() ? "true" : "x") : "";
    return new Wire.Request(
        "POST", "/api/inbound/default" + query, headers, new String(body, ISO_8859_1), ISO_8859_1);
  }

  private byte[] flip(byte[] body) {
    for (int i = 0; i <= random.nextInt(4); i++) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  private byte[] cutOrGrow(byte[] body) {
    String text = new String(body, UTF_8);
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, random.nextInt(text.length())).getBytes(UTF_8);
      case 1 -> ("\ufeff" + text).getBytes(UTF_8);
      case 2 -> text.replace("\"workflow\"", "\"uid\"").getBytes(UTF_8); // duplicates a name
      case 3 -> ("[".repeat(random.nextInt(200)) + text).getBytes(UTF_8);
      default -> (text + text).getBytes(UTF_8);
    };
  }

  /** Mutates one or two nodes of the tree. */
  private JsonNode mutate(JsonNode tree) {
    for (int i = 0; i <= random.nextInt(2); i++) {
      List<JsonNode> places = new ArrayList<>();
      collect(tree, places);
      JsonNode place = places.get(random.nextInt(places.size()));
      if (place instanceof ObjectNode object) {
        mutate(object);
      } else if (place instanceof ArrayNode array) {
        array.insert(random.nextInt(array.size() + 1), odd());
      }
    }
    return tree;
  }

  private void mutate(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    names.addAll(
        List.of("workflow", "uid", "batch", "stateValues", "runtimeData", "\u0000", "a/b~"));
    String name = names.get(random.nextInt(names.size()));
    if (random.nextInt(3) == 0) {
      object.remove(name);
    } else {
      object.set(name, odd());
    }
  }

  private JsonNode odd() {
    JsonNode value = ODD.get(random.nextInt(ODD.size())).deepCopy();
    for (int depth = random.nextInt(12) == 0 ? 70 : 0; depth > 0; depth--) {
      value = Json.NODES.arrayNode().add(value);
    }
    return value;
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainerNode()) {
      places.add(node);
      node.forEach(child -> collect(child, places));
    }
  }
}
