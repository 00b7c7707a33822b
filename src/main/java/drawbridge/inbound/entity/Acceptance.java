package drawbridge.inbound.entity;

import drawbridge.platform.Problem;
import drawbridge.workflow.entity.PinnedVersion;
import java.util.List;
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

  /**
   * The order names no workflow, or its trigger cannot route it. Nothing was recorded and its uid
   * is not spent (D3).
   */
  record Rejected(RunOrder order, Problem problem) implements Acceptance {}

  /** The trigger starts nothing for the event. Nothing was recorded and its uid is not spent. */
  record Ignored(RunOrder order) implements Acceptance {}

  /** Applies the function for this case. */
  default <T> T match(
      Function<Accepted, T> accepted,
      Function<Duplicate, T> duplicate,
      Function<Rejected, T> rejected,
      Function<Ignored, T> ignored) {
    if (this instanceof Accepted it) {
      return accepted.apply(it);
    }
    if (this instanceof Duplicate it) {
      return duplicate.apply(it);
    }
    if (this instanceof Rejected it) {
      return rejected.apply(it);
    }
    return ignored.apply((Ignored) this);
  }

  /** Returns the status in the reply. */
  default String status() {
    return match(a -> "accepted", d -> "duplicate", r -> "rejected", i -> "ignored");
  }

  /** Returns the version that the order names; empty when rejected or ignored. */
  default Optional<PinnedVersion> version() {
    return match(
        a -> Optional.of(a.target()),
        d -> Optional.of(d.target()),
        r -> Optional.empty(),
        i -> Optional.empty());
  }

  /** Returns the run in the reply; empty when rejected or ignored. */
  default Optional<String> run() {
    return match(
        a -> Optional.of(a.runId()),
        d -> Optional.of(d.runId()),
        r -> Optional.empty(),
        i -> Optional.empty());
  }

  /**
   * Returns the status of the ordinary reply (R1).
   *
   * @param entries the {@link #status} of each entry
   * @param acceptedStatus the status when an entry is accepted and none is rejected
   */
  static int replyStatus(List<String> entries, int acceptedStatus) {
    if (!entries.contains("rejected")) {
      return entries.contains("accepted") ? acceptedStatus : 200;
    }
    return entries.stream().allMatch("rejected"::equals) ? 422 : 207;
  }
}
