package drawbridge.admin.replay.control;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.ReplayRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Starts, reads, pauses, resumes and cancels bulk replays. Each call is one transaction; the nodes
 * that run the replay see its commit.
 */
@Stateless
public class BulkReplays {

  /** Maximum number of bulk replays on a page. */
  public static final int LARGEST_PAGE = 200;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** The outcome of pausing, resuming or cancelling a bulk replay. */
  public enum Steered {
    YES,
    UNKNOWN,
    /** The bulk replay has ended; its state does not change. */
    ENDED
  }

  /**
   * A page of bulk replays, newest first.
   *
   * @param next the {@code before} of the next page; empty on the last page
   */
  public record Page(List<BulkReplay> replays, Optional<String> next) {
    public Page {
      replays = List.copyOf(replays);
    }
  }

  /**
   * Starts a bulk replay of the runs that match the query now. Excludes later runs and the runs
   * that replays create. Returns at once; {@link ReplayWorker} counts and replays the runs.
   */
  public BulkReplay start(String workspaceId, RunQuery query, ReplayRequest request) {
    BulkReplay replay =
        new BulkReplay(workspaceId, StoredQuery.write(query), request, clock.instant());
    entities.persist(replay);
    return replay;
  }

  /** Returns a bulk replay of a workspace; empty when the id is unknown there. */
  public Optional<BulkReplay> find(String workspaceId, String id) {
    return Optional.ofNullable(entities.find(BulkReplay.class, id))
        .filter(replay -> replay.workspaceId().equals(workspaceId));
  }

  /**
   * Returns a page of the bulk replays of a workspace, newest first.
   *
   * @param before {@link Page#next} of the page before this one; empty for the first page
   */
  public Page list(String workspaceId, Optional<String> before, int limit) {
    List<BulkReplay> found =
        entities
            .createQuery(
                "select b from BulkReplay b where b.workspaceId = :workspace and b.id < :before"
                    + " order by b.id desc",
                BulkReplay.class)
            .setParameter("workspace", workspaceId)
            .setParameter("before", before.orElse("g")) // sorts after every hexadecimal digit
            .setMaxResults(limit + 1)
            .getResultList();
    return found.size() <= limit
        ? new Page(found, Optional.empty())
        : new Page(found.subList(0, limit), Optional.of(found.get(limit - 1).id()));
  }

  /** Cancels a bulk replay. Runs that it has started continue. Idempotent. */
  public Steered cancel(String workspaceId, String id) {
    return steer(workspaceId, id, replay -> replay.cancel(clock.instant()));
  }

  /** Pauses a bulk replay. Idempotent. */
  public Steered pause(String workspaceId, String id) {
    return steer(workspaceId, id, BulkReplay::pause);
  }

  /** Resumes a bulk replay. Idempotent. */
  public Steered resume(String workspaceId, String id) {
    return steer(workspaceId, id, BulkReplay::resume);
  }

  /** Applies a transition under a row lock. Blocks while a node runs a batch of the replay. */
  private Steered steer(String workspaceId, String id, Predicate<BulkReplay> move) {
    BulkReplay replay = entities.find(BulkReplay.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (replay == null || !replay.workspaceId().equals(workspaceId)) {
      return Steered.UNKNOWN;
    }
    return move.test(replay) ? Steered.YES : Steered.ENDED;
  }
}
