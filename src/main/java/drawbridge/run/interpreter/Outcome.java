package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one start of the interpreter ended. */
public sealed interface Outcome {

  /** One function for each case. */
  default <T> T match(
      Function<Succeeded, T> succeeded,
      Function<Failed, T> failed,
      Function<Waiting, T> waiting,
      Function<Cancelled, T> cancelled) {
    if (this instanceof Succeeded it) {
      return succeeded.apply(it);
    } else if (this instanceof Failed it) {
      return failed.apply(it);
    } else if (this instanceof Waiting it) {
      return waiting.apply(it);
    }
    return cancelled.apply((Cancelled) this);
  }

  /**
   * The run is finished (X16).
   *
   * @param states the tree of state values and task outputs, which a parent sees as {@code child}
   */
  record Succeeded(JsonNode output, JsonNode states) implements Outcome {}

  /**
   * The run is finished with an error nobody caught (X14).
   *
   * @param problem RFC 9457 members, {@code task} (name and pointer) and {@code next}
   * @param states as for {@link Succeeded}
   */
  record Failed(JsonNode problem, JsonNode states) implements Outcome {}

  /**
   * Nothing to do for now; the journal holds what is waited for.
   *
   * @param dueAt when to start the interpreter again; null: only when a child run ends
   * @param children unfinished runs whose ends are waited for too
   */
  record Waiting(@Nullable Instant dueAt, Set<UUID> children) implements Outcome {
    public Waiting {
      children = Set.copyOf(children);
    }
  }

  /** {@link Journal#isCancelled} was found to hold; nothing more was begun. */
  record Cancelled() implements Outcome {}
}
