package drawbridge.inbound.entity;

import java.util.Optional;
import java.util.function.Function;

/** What became of one order. */
public sealed interface Acceptance {

  /** What was ordered. */
  RunOrder order();

  /** It starts this run; durable once the transaction that made it has committed. */
  record Accepted(RunOrder order, String runId, Target target) implements Acceptance {}

  /**
   * Its uid had started that run before.
   *
   * @param conflict whether the payload was another one then (D5)
   */
  record Duplicate(RunOrder order, String runId, boolean conflict, Target target)
      implements Acceptance {}

  /** Nothing was recorded and its uid is not spent (D3). */
  record Rejected(RunOrder order, String title, String detail) implements Acceptance {}

  /**
   * The workflow that the order names.
   *
   * @param version number of the version that a run is pinned to
   */
  record Target(String workflowId, String name, int version) {}

  /** One function for each case. */
  default <T> T match(
      Function<Accepted, T> accepted,
      Function<Duplicate, T> duplicate,
      Function<Rejected, T> rejected) {
    if (this instanceof Accepted it) {
      return accepted.apply(it);
    }
    if (this instanceof Duplicate it) {
      return duplicate.apply(it);
    }
    return rejected.apply((Rejected) this);
  }

  /** The run that the reply names; empty when rejected. */
  default Optional<String> run() {
    return match(a -> Optional.of(a.runId()), d -> Optional.of(d.runId()), r -> Optional.empty());
  }
}
