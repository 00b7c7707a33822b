package drawbridge.inbound.entity;

import drawbridge.workflow.entity.PinnedVersion;
import java.util.Optional;
import java.util.function.Function;

/** The result of one order. */
public sealed interface Acceptance {

  /** Returns the order. */
  RunOrder order();

  /** The order starts this run; durable after the commit of its transaction. */
  record Accepted(RunOrder order, String runId, PinnedVersion target) implements Acceptance {}

  /**
   * The uid of the order has already started this run.
   *
   * @param conflict whether the first order had another payload (D5)
   */
  record Duplicate(RunOrder order, String runId, boolean conflict, PinnedVersion target)
      implements Acceptance {}

  /** The order names no workflow. Nothing was recorded and its uid is not spent (D3). */
  record Rejected(RunOrder order, String detail) implements Acceptance {}

  /** Applies the function for this case. */
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

  /** Returns the status in the reply. */
  default String status() {
    return match(a -> "accepted", d -> "duplicate", r -> "rejected");
  }

  /** Returns the version that the order names; empty when rejected. */
  default Optional<PinnedVersion> version() {
    return match(a -> Optional.of(a.target()), d -> Optional.of(d.target()), r -> Optional.empty());
  }

  /** Returns the run in the reply; empty when rejected. */
  default Optional<String> run() {
    return match(a -> Optional.of(a.runId()), d -> Optional.of(d.runId()), r -> Optional.empty());
  }
}
