package drawbridge.inbound.trigger.control;

import drawbridge.platform.LastUsed;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Counts the calls of triggers that have no row: refused and unauthenticated requests, handshakes
 * and dry runs. Keeps the last 100 reasons of each trigger (C11).
 *
 * <p>The counts are those of this node since its start, in memory: a flood of bad requests writes
 * nothing and grows nothing. Above 2,000 triggers, the one that was called least recently loses its
 * counts. Thread safe.
 */
@ApplicationScoped
public class UnrecordedCalls {

  static final int MOST_REASONS = 100;
  static final int MOST_TRIGGERS = 2_000;

  private static final String UNAUTHENTICATED = "unauthenticated";

  @Inject Clock clock;

  private final Map<String, Calls> triggers = LastUsed.map(MOST_TRIGGERS);
  private Instant since = Instant.EPOCH;

  /**
   * Why a request was refused.
   *
   * @param kind the kind of the problem in the reply
   * @param text one of a fixed set of texts
   */
  public record Reason(Instant at, String kind, String text) {}

  /**
   * The counts of one trigger.
   *
   * @param since when this node began to count
   * @param refused authenticated requests that were refused
   * @param unauthenticated requests that were answered 401
   * @param reasons at most 100 of refused and unauthenticated requests, newest first
   */
  public record Counts(
      Instant since,
      long refused,
      long unauthenticated,
      long handshakes,
      long dryRuns,
      List<Reason> reasons) {
    public Counts {
      reasons = List.copyOf(reasons);
    }
  }

  @PostConstruct
  void start() {
    since = clock.instant();
  }

  /**
   * Counts a refused request.
   *
   * @param kind the kind of the problem in the reply
   * @param why one of a fixed set of texts, never part of the request
   */
  public void refused(String triggerId, String kind, String why) {
    calls(triggerId).refused(kind.equals(UNAUTHENTICATED), new Reason(clock.instant(), kind, why));
  }

  /** Counts a handshake that was answered. */
  public void handshake(String triggerId) {
    calls(triggerId).handshake();
  }

  /** Counts a dry run. */
  public void dryRun(String triggerId) {
    calls(triggerId).dryRun();
  }

  /** Returns the counts of a trigger; zeros when none of its calls was counted. */
  public Counts of(String triggerId) {
    Calls calls = triggers.get(triggerId);
    return (calls == null ? new Calls() : calls).counts(since);
  }

  private Calls calls(String triggerId) {
    return triggers.computeIfAbsent(triggerId, id -> new Calls());
  }

  /** The calls of one trigger. */
  private static final class Calls {
    private final Deque<Reason> reasons = new ArrayDeque<>();
    private long refused;
    private long unauthenticated;
    private long handshakes;
    private long dryRuns;

    synchronized void refused(boolean isUnauthenticated, Reason reason) {
      if (isUnauthenticated) {
        unauthenticated++;
      } else {
        refused++;
      }
      if (reasons.size() == MOST_REASONS) {
        reasons.removeFirst();
      }
      reasons.addLast(reason);
    }

    synchronized void handshake() {
      handshakes++;
    }

    synchronized void dryRun() {
      dryRuns++;
    }

    synchronized Counts counts(Instant since) {
      List<Reason> newestFirst = new ArrayList<>(reasons);
      Collections.reverse(newestFirst);
      return new Counts(since, refused, unauthenticated, handshakes, dryRuns, newestFirst);
    }
  }
}
