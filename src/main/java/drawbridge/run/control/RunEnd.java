package drawbridge.run.control;

import drawbridge.platform.json.Json;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.Issue;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.slots.RunLease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The end of a leased run, to be written.
 *
 * @param lines last lines of its journal
 * @param issue of a run that failed, as its first failure opens it
 */
public record RunEnd(RunLease lease, List<Steps.Line> lines, Ending ending, Optional<Issue> issue) {

  public RunEnd(RunLease lease, List<Steps.Line> lines, Ending ending) {
    this(
        lease,
        lines,
        ending,
        ending
            .failure()
            .map(
                failure ->
                    new Issue(
                        lease.workspaceId(),
                        lease.workflowId(),
                        lease.workflowName(),
                        failure,
                        ending.at())));
  }

  /** Returns the end that an outcome of the interpreter means; empty when the run waits. */
  public static Optional<RunEnd> of(
      RunLease lease, List<Steps.Line> lines, Outcome outcome, Instant at) {
    return outcome
        .match(
            done ->
                Optional.of(
                    Ending.succeeded(Json.write(done.output()), Json.write(done.states()), at)),
            failed ->
                Optional.of(
                    Ending.failed(Json.write(failed.problem()), Json.write(failed.states()), at)),
            waiting -> Optional.<Ending>empty(),
            cancelled -> Optional.of(Ending.cancelled(at)))
        .map(ending -> new RunEnd(lease, lines, ending));
  }

  /** Returns whether the end may wake a parent. */
  public boolean isOfChild() {
    return lease.depth() > 0;
  }

  public String id() {
    return lease.id();
  }
}
