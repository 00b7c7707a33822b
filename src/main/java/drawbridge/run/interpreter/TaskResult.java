package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.workflow.model.Next;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of a task or a flow. Values, not exceptions, control the flow. */
sealed interface TaskResult {

  TaskResult STOPPED = new Stopped();

  /**
   * Done.
   *
   * @param next where to continue; null for the task's {@code then}; of a flow, {@link Next.Exit}
   *     or null
   */
  record Done(JsonNode output, @Nullable Next next) implements TaskResult {}

  /** A task ended the run. */
  record Ended(JsonNode output) implements TaskResult {}

  record Failed(TaskError problem) implements TaskResult {}

  /** Waits until it is due, or until a child ends. */
  record Suspended(@Nullable Instant dueAt) implements TaskResult {}

  /** The run was cancelled, or the result of the branch is not needed. */
  record Stopped() implements TaskResult {}

  static TaskResult done(JsonNode output) {
    return new Done(output, null);
  }
}
