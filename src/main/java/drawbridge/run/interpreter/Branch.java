package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import org.jspecify.annotations.Nullable;

/** What one line of execution may change: states and context. Used by one thread at a time. */
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

  /** Tells the branch, from any thread, that nobody wants its result. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped || (parent != null && parent.isStopped());
  }

  /** {@code $context}: what was exported, and always {@code runtime} and {@code states} (H10). */
  JsonNode context(JsonNode runtime) {
    ObjectNode context = Json.object();
    exported.properties().forEach(member -> context.set(member.getKey(), member.getValue()));
    context.set("runtime", runtime);
    return context.set("states", states.tree());
  }

  /** The new context; its {@code runtime} and {@code states} are not kept, they would be stale. */
  void export(JsonNode context) {
    ObjectNode kept = Json.object();
    context.properties().forEach(member -> kept.set(member.getKey(), member.getValue()));
    exported = kept.without(java.util.List.of("runtime", "states"));
  }

  /** Takes over what a copy changed; {@code base} is how this branch was when it was copied. */
  @SuppressWarnings("ReferenceEquality") // trees never change: the same object is the same value
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
