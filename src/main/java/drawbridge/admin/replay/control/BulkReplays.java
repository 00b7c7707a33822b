package drawbridge.admin.replay.control;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkState;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.platform.Ids;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Starts, reads, pauses, resumes and cancels bulk replays. Each call is one transaction; the nodes
 * that run the replay see its commit.
 */
@Stateless
public class BulkReplays {

  /** Maximum number of bulk replays on a page. */
  public static final int LARGEST_PAGE = 200;

  /** Maximum number of bulk replays of one filter. */
  private static final int MOST_OF_FILTER = 10;

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
   * Starts a bulk replay of the runs that match the query now. Excludes later runs and the runs
   * that replays create. Returns at once; {@link ReplayWorker} counts and replays the runs.
   */
  public BulkReplay start(String workspaceId, RunQuery query, ReplayRequest request) {
    BulkReplay replay =
        new BulkReplay(workspaceId, RunFilter.of(query).toJson(), request, clock.instant());
    entities.persist(replay);
    return replay;
  }

  /** Returns a bulk replay of a workspace; empty when the text is no id or is unknown there. */
  public Optional<BulkReplay> find(String workspaceId, String id) {
    return find(workspaceId, id, LockModeType.NONE);
  }

  private Optional<BulkReplay> find(String workspaceId, String id, LockModeType lock) {
    return Optional.of(id)
        .filter(Ids::isUuid)
        .map(it -> entities.find(BulkReplay.class, it.toLowerCase(Locale.ROOT), lock))
        .filter(replay -> replay.workspaceId().equals(workspaceId));
  }

  /**
   * Returns a page of the bulk replays of a workspace, newest first.
   *
   * @param before {@link Page#next} of the page before this one; empty for the first page
   */
  public Page<BulkReplay, String> list(String workspaceId, Optional<String> before, int limit) {
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
    return Page.of(found, limit, BulkReplay::id);
  }

  /** Returns the latest bulk replays of exactly this filter, newest first. */
  public List<BulkReplay> ofFilter(String workspaceId, RunFilter filter) {
    return entities
        .createQuery(
            "select b from BulkReplay b where b.workspaceId = :workspace and b.query = :query"
                + " order by b.id desc",
            BulkReplay.class)
        .setParameter("workspace", workspaceId)
        .setParameter("query", filter.toJson())
        .setMaxResults(MOST_OF_FILTER)
        .getResultList();
  }

  /**
   * Pauses, resumes or cancels a bulk replay under a row lock. Idempotent. Blocks while a node runs
   * a batch of the replay.
   */
  public Steered steer(String workspaceId, String id, BulkState next) {
    return find(workspaceId, id, LockModeType.PESSIMISTIC_WRITE)
        .map(replay -> replay.become(next, clock.instant()) ? Steered.YES : Steered.ENDED)
        .orElse(Steered.UNKNOWN);
  }
}
