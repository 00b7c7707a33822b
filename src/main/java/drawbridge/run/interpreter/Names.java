package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that expressions see, each made only when it is asked for. */
final class Names extends AbstractMap<String, JsonNode> {

  private static final List<String> ROOTS = List.of("runtime", "states", "secrets");
  private static final List<String> VARIABLES =
      List.of("context", "workflow", "task", "input", "output", "runtime", "secrets");

  private final Visit visit;
  private final boolean roots;
  private final @Nullable JsonNode secrets;

  private Names(Visit visit, boolean roots, @Nullable JsonNode secrets) {
    this.visit = visit;
    this.roots = roots;
    this.secrets = secrets;
  }

  static Names roots(Visit visit, @Nullable JsonNode secrets) {
    return new Names(visit, true, secrets);
  }

  static Names variables(Visit visit, @Nullable JsonNode secrets) {
    return new Names(visit, false, secrets);
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
      case "runtime" -> visit.run().input().runtime();
      case "states" -> visit.frame().branch().states.tree();
      case "secrets" -> secrets;
      default -> visit.frame().variable(name);
    };
  }

  private @Nullable JsonNode variable(String name) {
    return switch (name) {
      case "context" -> visit.frame().branch().context(visit.run().input().runtime());
      case "workflow" -> visit.run().workflow();
      case "task" ->
          Json.object().put("name", visit.task().name()).put("reference", visit.task().pointer());
      case "input" -> visit.input();
      case "output" -> visit.output();
      case "runtime" -> Interpretation.ENGINE;
      case "secrets" -> secrets;
      default -> visit.frame().variable(name);
    };
  }

  @Override
  public Set<Entry<String, JsonNode>> entrySet() {
    Map<String, JsonNode> all = new HashMap<>();
    for (Frame.Variable at = visit.frame().variables(); at != null; at = at.outer()) {
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
