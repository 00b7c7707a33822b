package drawbridge.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.Scope;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.json.Json;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/** Measures compiled expressions. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class ExpressionBench {

  private final JsonNode runtime =
      Json.read("{\"name\":\"Ada\",\"order\":{\"number\":7,\"lines\":[{\"q\":2},{\"q\":3}]}}");
  private final Scope scope =
      new Scope(
          runtime,
          Map.of("runtime", runtime),
          Map.of("context", Json.object().set("runtime", runtime)));
  private final Value reference = compiled("{{runtime.order}}");
  private final Value text = compiled("Hello, {{runtime.name}}: order {{runtime.order.number}}");
  private final Value jq = compiled("${ [$context.runtime.order.lines[].q] | add }");

  /** A single reference, which keeps its type. */
  @Benchmark
  public JsonNode templateReference() {
    return reference.resolve(scope);
  }

  /** Text with two references. */
  @Benchmark
  public JsonNode templateText() {
    return text.resolve(scope);
  }

  /** A small jq program with its budget. */
  @Benchmark
  public JsonNode jq() {
    return jq.resolve(scope);
  }

  private static Value compiled(String expression) {
    return new Expressions(false)
        .value(
            TextNode.valueOf(expression),
            "",
            ValuePosition.ORDINARY,
            fault -> {
              throw new IllegalStateException(fault.toString());
            });
  }
}
