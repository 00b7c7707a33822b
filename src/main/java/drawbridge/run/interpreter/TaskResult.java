package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.workflow.model.Next;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a task or a flow; flow control by values, not by exceptions. */
sealed interface TaskResult {

  TaskResult STOPPED = new Stopped();

  /**
   * Finished.
   *
   * @param next where to go; null: where the task says. Of a flow: {@link Next.Exit} or null
   */
  record Done(JsonNode output, @Nullable Next next) implements TaskResult {}

  /** A task said that the run is finished. */
  record Ended(JsonNode output) implements TaskResult {}

  /** An error. */
  record Failed(TaskError problem) implements TaskResult {}

  /** Waits; to be started again when due, or when a child ends. */
  record Suspended(@Nullable Instant dueAt) implements TaskResult {}

  /** The run was cancelled, or the branch is not wanted any more. */
  record Stopped() implements TaskResult {}

  static TaskResult done(JsonNode output) {
    return new Done(output, null);
  }
}
