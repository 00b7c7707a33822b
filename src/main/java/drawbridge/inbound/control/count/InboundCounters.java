package drawbridge.inbound.control.count;

import drawbridge.inbound.entity.Acceptance;
import drawbridge.platform.Latency;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Counts accepted, duplicate, ignored and rejected entries on this node since its start. A request
 * without a batch counts as one entry, and a refused request counts once. Dry runs and handshakes
 * do not count.
 */
@ApplicationScoped
public class InboundCounters {

  /** The kinds of problems that are counted separately. Any other kind counts as the last. */
  public static final List<String> REASONS =
      List.of(
          "unauthenticated",
          "malformed-request",
          "no-such-workflow",
          "unfit-input",
          "condition-failed",
          "uid-failed",
          "no-such-trigger",
          "too-many-requests",
          "busy",
          "too-large",
          "too-slow",
          "unsupported-media-type",
          "handshake-refused",
          "method-not-allowed",
          "gone",
          "not-found",
          "malformed-head",
          "stopping",
          "internal",
          "other");

  private final LongAdder accepted = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder conflicts = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final List<LongAdder> rejected =
      Stream.generate(LongAdder::new).limit(REASONS.size()).toList();
  private final Latency accepting = new Latency();

  /** Counts committed entries. {@link Rejections} counts the rejected ones. */
  public void committed(List<List<Acceptance>> requests) {
    requests.forEach(entries -> entries.forEach(this::committed));
  }

  private void committed(Acceptance entry) {
    if (entry instanceof Acceptance.Accepted) {
      accepted.increment();
    } else if (entry instanceof Acceptance.Duplicate duplicate) {
      duplicates.increment();
      if (duplicate.conflict()) {
        conflicts.increment();
      }
    } else if (entry instanceof Acceptance.Ignored) {
      ignored.increment();
    }
  }

  /** Counts a refused request or a rejected entry by the kind of its problem. */
  void rejected(String reason) {
    int known = REASONS.indexOf(reason);
    rejected.get(known < 0 ? REASONS.size() - 1 : known).increment();
  }

  /** Adds the time from reading a request to its commit, including all waits. */
  public void took(long nanos) {
    accepting.add(nanos);
  }

  /** Returns the number of entries that started a run. */
  public long accepted() {
    return accepted.sum();
  }

  /** Returns the number of entries whose uid was already accepted. */
  public long duplicates() {
    return duplicates.sum();
  }

  /** Returns the number of duplicates with another payload (D5). */
  public long conflicts() {
    return conflicts.sum();
  }

  /** Returns the number of events for which a trigger started nothing. */
  public long ignored() {
    return ignored.sum();
  }

  /** Returns the number of refused requests and rejected entries. */
  public long rejected() {
    return rejected.stream().mapToLong(LongAdder::sum).sum();
  }

  /** Returns the number of refused requests and rejected entries of one of {@link #REASONS}. */
  public long rejectedFor(String reason) {
    return rejected.get(REASONS.indexOf(reason)).sum();
  }

  /** Returns the times from reading a request to its commit. */
  public Latency accepting() {
    return accepting;
  }
}
