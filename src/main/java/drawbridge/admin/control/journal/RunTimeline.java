package drawbridge.admin.control.journal;

import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All steps of a run without their values, for drawing.
 *
 * @param acceptedAt zero of the times of the steps
 * @param steps in the order of writing
 * @param removed true where retention has removed the steps; otherwise null
 */
public record RunTimeline(
    String runId,
    RunState status,
    Instant acceptedAt,
    @Nullable Instant endedAt,
    List<Line> steps,
    @Nullable Boolean removed) {

  public RunTimeline {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param position order of the first write, from 0
   * @param status {@code started}, {@code waiting}, {@code done} or {@code failed}
   * @param start milliseconds after the acceptance of the run; negative for a result that a replay
   *     took over from its original
   * @param end like {@code start}; null for an unfinished step
   * @param due like {@code start}; null for a step that does not wait
   * @param child the last run that the step started; null for none
   */
  public record Line(
      int position,
      String key,
      String task,
      String kind,
      String status,
      int attempt,
      long start,
      @Nullable Long end,
      @Nullable Long due,
      @Nullable Child child) {}

  /** A run that a step started. */
  public record Child(String runId, RunState status) {}
}
