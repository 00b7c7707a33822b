package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Scope;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that expressions can use; each value is computed on demand. */
final class ExpressionRoots extends AbstractMap<String, JsonNode> {

  private static final String REQUEST = "request";
  private static final List<String> ROOTS = List.of("runtime", "states", "secrets", REQUEST);
  private static final List<String> VARIABLES =
      List.of(
          "context",
          "workflow",
          "task",
          "input",
          "output",
          "runtime",
          "secrets",
          HttpRequestValues.AUTHORIZATION);

  private final TaskExecution execution;
  private final boolean roots;
  private final @Nullable JsonNode output;
  private final @Nullable JsonNode raw;
  private final @Nullable JsonNode secrets;

  /**
   * @param roots whether the names are roots of {@code {{…}}}, and not variables of {@code ${…}}
   * @param raw the task's output before {@code output.as}
   */
  ExpressionRoots(
      TaskExecution execution,
      boolean roots,
      @Nullable JsonNode output,
      @Nullable JsonNode raw,
      @Nullable JsonNode secrets) {
    this.execution = execution;
    this.roots = roots;
    this.output = output;
    this.raw = raw;
    this.secrets = secrets;
  }

  @Override
  public @Nullable JsonNode get(@Nullable Object key) {
    return key instanceof String name ? (roots ? root(name) : variable(name)) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  private @Nullable JsonNode root(String name) {
    return switch (name) {
      case "runtime" -> execution.run().input().runtime();
      case "states" -> execution.frame().branch().states.tree();
      case "secrets" -> secrets;
      case REQUEST -> request();
      default -> execution.frame().variable(name);
    };
  }

  /** A variable of this name wins, since definitions may have had one before this root existed. */
  private @Nullable JsonNode request() {
    JsonNode variable = execution.frame().variable(REQUEST);
    return variable == null ? execution.run().input().request().tree() : variable;
  }

  private @Nullable JsonNode variable(String name) {
    return switch (name) {
      case "context" -> execution.frame().branch().context(execution.run().input());
      case "workflow" -> execution.run().workflow();
      case "task" -> execution.described(raw);
      case "input" -> execution.input();
      case "output" -> output;
      case "runtime" -> RunContext.ENGINE;
      case Scope.NOW -> Scope.now(execution.run().input().startedAt());
      case "secrets" -> secrets;
      case HttpRequestValues.AUTHORIZATION -> authorization();
      default -> execution.frame().variable(name);
    };
  }

  /** A variable of this name wins: the call that is being made sets one. */
  private JsonNode authorization() {
    JsonNode variable = execution.frame().variable(HttpRequestValues.AUTHORIZATION);
    return variable == null ? HttpRequestValues.authorizationOf(execution.task()) : variable;
  }

  @Override
  public Set<Entry<String, JsonNode>> entrySet() {
    Map<String, JsonNode> all = new HashMap<>();
    for (FlowContext.Variable at = execution.frame().variables(); at != null; at = at.outer()) {
      all.putIfAbsent(at.name(), at.value());
    }
    for (String name : roots ? ROOTS : VARIABLES) {
      JsonNode value = get(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    return all.entrySet();
  }
}
