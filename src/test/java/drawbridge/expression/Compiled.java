package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Data and shortcuts for tests of this package. */
final class Compiled {

  static final String DATA =
      """
      {"runtime": {"n": 1.10, "big": 123456789012345678901234567890, "t": "x y/ü", "yes": true,
        "no": false, "nil": null, "o": {"a": 1.50}, "items": [{"id": "first"}, {"id": "second"}],
        "empty": "", "none": [], "zero": 0, "tiny": 1E-7, "evil": "{{runtime.t}} ${ .a }",
        "at": "2024-03-31T01:30:00Z", "millis": 1711848600000, "huge": 1E+1000000000},
       "states": {"Get Row": {"value": 7}},
       "secrets": {"key": "hush"}}
      """;

  private Compiled() {}

  static Scope scope() {
    Map<String, JsonNode> roots = new HashMap<>();
    Json.read(DATA).properties().forEach(e -> roots.put(e.getKey(), e.getValue()));
    Map<String, JsonNode> variables = new HashMap<>(roots);
    variables.put("context", Json.read("{\"runtime\": {\"n\": 1.10}}"));
    return new Scope(roots.getOrDefault("runtime", Json.object()), roots, variables);
  }

  static JsonNode resolved(String text) {
    return resolved(text, ValuePosition.ORDINARY, false);
  }

  static JsonNode resolved(String text, ValuePosition position, boolean strict) {
    return resolved(TextNode.valueOf(text), position, strict);
  }

  static JsonNode resolved(JsonNode literal, ValuePosition position, boolean strict) {
    List<Fault> faults = new ArrayList<>();
    Value value = new Expressions(strict).value(literal, "", position, faults::add);
    if (!faults.isEmpty()) {
      throw new AssertionError(faults.toString());
    }
    return value.resolve(scope());
  }

  static List<Fault> faults(String text, ValuePosition position) {
    List<Fault> faults = new ArrayList<>();
    Value unused =
        new Expressions(false).value(TextNode.valueOf(text), "/do/0", position, faults::add);
    return faults;
  }

  static List<Fault> conditionFaults(String text) {
    List<Fault> faults = new ArrayList<>();
    Condition unused = new Expressions(false).condition(text, "/if", faults::add);
    return faults;
  }

  static boolean holds(String text) {
    Condition condition =
        new Expressions(false)
            .condition(
                text,
                "/if",
                fault -> {
                  throw new AssertionError(fault.toString());
                });
    return condition.holds(scope());
  }
}
