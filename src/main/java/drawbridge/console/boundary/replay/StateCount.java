package drawbridge.console.boundary.replay;

import drawbridge.admin.replay.control.ReplayedRuns;
import drawbridge.run.entity.RunState;
import java.util.List;
import java.util.stream.Stream;

/** How many runs of a bulk replay are in a state. */
public record StateCount(RunState state, long count) {

  /** Returns the states that runs are in, ended ones first. */
  public static List<StateCount> of(ReplayedRuns.Counts counts) {
    return Stream.of(
            new StateCount(RunState.SUCCEEDED, counts.succeeded()),
            new StateCount(RunState.FAILED, counts.failed()),
            new StateCount(RunState.CANCELLED, counts.cancelled()),
            new StateCount(RunState.RUNNING, counts.running()),
            new StateCount(RunState.WAITING, counts.waiting()),
            new StateCount(RunState.QUEUED, counts.queued()))
        .filter(it -> it.count() > 0)
        .toList();
  }
}
