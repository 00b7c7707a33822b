package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The states and the context that one branch of execution may change. Used by one thread at a time.
 */
final class Branch {
  private static final String REQUEST = "request";

  final States states;
  private final @Nullable Branch parent;
  private JsonNode exported;
  private volatile boolean stopped;

  Branch(States states, JsonNode exported, @Nullable Branch parent) {
    this.states = states;
    this.exported = exported;
    this.parent = parent;
  }

  Branch copy() {
    return new Branch(states.copy(), exported, this);
  }

  /** Returns whether the branch is that of the whole run. */
  boolean isRoot() {
    return parent == null;
  }

  /** Passes on the values that the branch holds and its parent does not. */
  void values(Consumer<JsonNode> values) {
    states.own(values);
    exported.forEach(values);
  }

  /** Stops the branch, from any thread: its result is not needed. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped || (parent != null && parent.isStopped());
  }

  /**
   * Returns {@code $context}: the exported members, {@code runtime}, {@code states} and {@code
   * request} (H10, C9). An exported {@code request} wins.
   */
  JsonNode context(RunInput input) {
    ObjectNode context = Json.object();
    JsonNode request = exported.has(REQUEST) ? null : input.request().tree();
    if (request != null) {
      context.set(REQUEST, request);
    }
    exported.properties().forEach(member -> context.set(member.getKey(), member.getValue()));
    context.set("runtime", input.runtime());
    return context.set("states", states.tree());
  }

  /**
   * Sets the context without {@code runtime} and {@code states}, which would become stale, and
   * without a {@code request} that is the run's own.
   */
  void export(JsonNode context, RunInput input) {
    ObjectNode kept = Json.object();
    context.properties().forEach(member -> kept.set(member.getKey(), member.getValue()));
    JsonNode request = kept.get(REQUEST);
    if (request != null && request.equals(input.request().tree())) {
      kept.remove(REQUEST);
    }
    exported = kept.without(List.of("runtime", "states"));
  }

  /** Merges the changes of a copy. {@code base} is the state of this branch at the copy. */
  @SuppressWarnings("ReferenceEquality") // trees are immutable: the same object is the same value
  void merge(Branch copy, Branch base) {
    states.merge(copy.states, base.states);
    if (copy.exported != base.exported) {
      ObjectNode merged = Json.object();
      exported.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
      copy.exported
          .properties()
          .forEach(
              member -> {
                if (base.exported.get(member.getKey()) != member.getValue()) {
                  merged.set(member.getKey(), member.getValue());
                }
              });
      exported = merged;
    }
  }
}
