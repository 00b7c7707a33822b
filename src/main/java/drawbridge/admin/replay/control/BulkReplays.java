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
 * Starts, shows and steers bulk replays. Each call is one transaction; the nodes that work on it
 * know when it commits.
 */
@Stateless
public class BulkReplays {

  /** The most of a page. */
  public static final int LARGEST_PAGE = 200;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** What became of the wish to steer one. */
  public enum Steered {
    YES,
    UNKNOWN,
    /** It has ended, and nothing follows. */
    ENDED
  }

  /**
   * A page of them, newest first.
   *
   * @param next where the next page starts; empty when there is none
   */
  public record Page(List<BulkReplay> replays, Optional<String> next) {
    public Page {
      replays = List.copyOf(replays);
    }
  }

  /**
   * Will repeat the runs that are there now and that the query finds: not those that come later,
   * and none that a replay opens. How many there are is counted first, by whoever works on it.
   */
  public BulkReplay start(String workspaceId, RunQuery query, ReplayRequest wish) {
    BulkReplay replay =
        new BulkReplay(workspaceId, StoredQuery.write(query), wish, clock.instant());
    entities.persist(replay);
    return replay;
  }

  /** One of a workspace. */
  public Optional<BulkReplay> find(String workspaceId, String id) {
    return Optional.ofNullable(entities.find(BulkReplay.class, id))
        .filter(replay -> replay.workspaceId().equals(workspaceId));
  }

  /**
   * A page of a workspace's.
   *
   * @param before {@link Page#next} of the page before; empty for the first one
   */
  public Page list(String workspaceId, Optional<String> before, int limit) {
    List<BulkReplay> found =
        entities
            .createQuery(
                "select b from BulkReplay b where b.workspaceId = :workspace and b.id < :before"
                    + " order by b.id desc",
                BulkReplay.class)
            .setParameter("workspace", workspaceId)
            .setParameter("before", before.orElse("g")) // behind every hexadecimal digit
            .setMaxResults(limit + 1)
            .getResultList();
    return found.size() <= limit
        ? new Page(found, Optional.empty())
        : new Page(found.subList(0, limit), Optional.of(found.get(limit - 1).id()));
  }

  /** Repeats no more from now on; runs that were opened go on. Idempotent. */
  public Steered cancel(String workspaceId, String id) {
    return steer(workspaceId, id, replay -> replay.cancel(clock.instant()));
  }

  /** Waits until it is resumed. Idempotent. */
  public Steered pause(String workspaceId, String id) {
    return steer(workspaceId, id, BulkReplay::pause);
  }

  /** Goes on. Idempotent. */
  public Steered resume(String workspaceId, String id) {
    return steer(workspaceId, id, BulkReplay::resume);
  }

  /** Waits for the part of it that some node is just doing. */
  private Steered steer(String workspaceId, String id, Predicate<BulkReplay> move) {
    BulkReplay replay = entities.find(BulkReplay.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (replay == null || !replay.workspaceId().equals(workspaceId)) {
      return Steered.UNKNOWN;
    }
    return move.test(replay) ? Steered.YES : Steered.ENDED;
  }
}
