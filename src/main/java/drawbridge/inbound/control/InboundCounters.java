package drawbridge.inbound.control;

import drawbridge.inbound.entity.Acceptance;
import drawbridge.platform.Latency;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What came in and what became of it, on this node since its start. Entries of a batch count one by
 * one, and a request without a batch as one entry; a request that was refused as a whole counts
 * once. Dry runs and handshakes do not count.
 */
@ApplicationScoped
public class InboundCounters {

  /** Kinds of problems that senders are refused with; what is none of them counts as the last. */
  public static final List<String> REASONS =
      List.of(
          "unauthenticated",
          "malformed-request",
          "no-such-workflow",
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
          "other");

  private final LongAdder accepted = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder conflicts = new LongAdder();
  private final List<LongAdder> rejected =
      Stream.generate(LongAdder::new).limit(REASONS.size()).toList();
  private final Latency accepting = new Latency();

  /** Entries that were judged, and whose runs are in the store for good. */
  void judged(List<List<Acceptance>> requests) {
    for (List<Acceptance> entries : requests) {
      for (Acceptance entry : entries) {
        judged(entry);
      }
    }
  }

  /** What is rejected is counted by who counts all that is refused. */
  private void judged(Acceptance entry) {
    if (entry instanceof Acceptance.Accepted) {
      accepted.increment();
    } else if (entry instanceof Acceptance.Duplicate duplicate) {
      duplicates.increment();
      if (duplicate.conflict()) {
        conflicts.increment();
      }
    }
  }

  /** A request or an entry was refused; the reason is the kind of its problem. */
  void rejected(String reason) {
    int known = REASONS.indexOf(reason);
    rejected.get(known < 0 ? REASONS.size() - 1 : known).increment();
  }

  /** A request whose entries were judged, with all that it waited for. */
  void took(long nanos) {
    accepting.add(nanos);
  }

  /** Entries that started a run. */
  public long accepted() {
    return accepted.sum();
  }

  /** Entries whose uid had started a run before. */
  public long duplicates() {
    return duplicates.sum();
  }

  /** Of the duplicates, those that came with another payload (D5). */
  public long conflicts() {
    return conflicts.sum();
  }

  /** Requests and entries that were refused, for whatever reason. */
  public long rejected() {
    return rejected.stream().mapToLong(LongAdder::sum).sum();
  }

  /** Those that were refused for one reason, one of {@link #REASONS}. */
  public long rejectedFor(String reason) {
    return rejected.get(REASONS.indexOf(reason)).sum();
  }

  /** How long requests took from when they were read until they were durable. */
  public Latency accepting() {
    return accepting;
  }
}
