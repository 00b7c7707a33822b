package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.run.journal.Journal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The result of one execution by the interpreter. */
public sealed interface Outcome {

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
   * The run succeeded (X16).
   *
   * @param states state values and task outputs, which a parent sees as {@code child}
   */
  record Succeeded(JsonNode output, JsonNode states) implements Outcome {}

  /**
   * The run failed with an error that no {@code catch} handled (X14).
   *
   * @param problem RFC 9457 members, {@code task} (name and pointer) and {@code next}
   * @param states as for {@link Succeeded}
   */
  record Failed(JsonNode problem, JsonNode states) implements Outcome {}

  /**
   * The run waits.
   *
   * @param dueAt when to execute the run again; null when only the end of a child matters
   * @param children unfinished child runs whose ends also make the run due
   */
  record Waiting(@Nullable Instant dueAt, Set<UUID> children) implements Outcome {
    public Waiting {
      children = Set.copyOf(children);
    }
  }

  /** {@link Journal#isCancelled} was true; no further step was started. */
  record Cancelled() implements Outcome {}
}
