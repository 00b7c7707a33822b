package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states and the context that one branch of execution may change. Used by one thread at a time.
 */
final class Branch {
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

  /** Stops the branch, from any thread: its result is not needed. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped || (parent != null && parent.isStopped());
  }

  /** Returns {@code $context}: the exported members, {@code runtime} and {@code states} (H10). */
  JsonNode context(JsonNode runtime) {
    ObjectNode context = Json.object();
    exported.properties().forEach(member -> context.set(member.getKey(), member.getValue()));
    context.set("runtime", runtime);
    return context.set("states", states.tree());
  }

  /** Sets the context without {@code runtime} and {@code states}, which would become stale. */
  void export(JsonNode context) {
    ObjectNode kept = Json.object();
    context.properties().forEach(member -> kept.set(member.getKey(), member.getValue()));
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
