package drawbridge.run.worker;

import drawbridge.platform.Json;
import drawbridge.run.entity.Ending;
import drawbridge.run.interpreter.Outcome;
import java.time.Instant;
import java.util.Optional;

/** What the interpreter's outcome is in the table. */
final class Ends {

  private Ends() {}

  /** How the run ends; empty when it waits. */
  static Optional<Ending> of(Outcome outcome, Instant at) {
    return outcome.match(
        done ->
            Optional.of(Ending.succeeded(Json.write(done.output()), Json.write(done.states()), at)),
        failed ->
            Optional.of(
                Ending.failed(Json.write(failed.problem()), Json.write(failed.states()), at)),
        waiting -> Optional.empty(),
        stopped -> Optional.of(Ending.cancelled(at)));
  }
}
