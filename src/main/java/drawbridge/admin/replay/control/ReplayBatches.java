package drawbridge.admin.replay.control;

import drawbridge.admin.control.runs.RunCommands;
import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkReplayRun;
import drawbridge.admin.replay.entity.BulkState;
import drawbridge.platform.Ids;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.RunInserts;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs bulk replays in batches. One transaction writes the outcomes of a batch, the new runs and
 * the position. When a node crashes, the transaction is rolled back and another node runs the
 * batch.
 */
@Stateless
public class ReplayBatches {

  /**
   * Maximum number of runs in a batch. A batch holds its originals in memory, with all their data.
   */
  private static final int MOST_REPLAYED = 50;

  private static final int MOST_COUNTED = 50_000;

  /** Minimum number of batches per second of the rate; spreads the load on called services. */
  private static final int BATCHES_PER_SECOND = 2;

  private static final String LOCKED =
      "select b.* from bulk_replay b where b.id = ?1 for update skip locked";

  private static final String REPEATED =
      "An earlier bulk replay of this filter repeated it; that run has succeeded or is unfinished.";
  private static final String LATER_SUCCESS = "A later run succeeded.";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject OldestFirst oldestFirst;
  @Inject LaterSuccess successes;
  @Inject EarlierReplays earlier;
  @Inject Ledger ledger;
  @Inject RunInserts inserts;
  @Inject VersionResolver resolver;
  @Inject Clock clock;

  /** A bulk replay whose next batch is due. */
  public record Due(String id, String workspaceId) {}

  /**
   * Returns all due bulk replays, in the order of their due times. A bulk replay is not due while
   * an earlier one of its query is running, so that they repeat no run twice.
   */
  public List<Due> due() {
    return entities
        .createQuery(
            "select new drawbridge.admin.replay.control.ReplayBatches.Due(b.id, b.workspaceId)"
                + " from BulkReplay b where b.state = :running and b.dueAt <= :now"
                + " and not exists (select e.id from BulkReplay e where e.workspaceId ="
                + " b.workspaceId and e.state = :running and e.query = b.query and e.id < b.id)"
                + " order by b.dueAt, b.id",
            Due.class)
        .setParameter("running", BulkState.RUNNING)
        .setParameter("now", clock.instant())
        .getResultList();
  }

  /**
   * Runs the next batch. The caller must hold a shared lock of the workspace until the transaction
   * commits.
   *
   * @return false when the bulk replay is not due, was removed, or is locked by another node
   */
  public boolean work(String id) {
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<BulkReplay> locked =
        entities.createNativeQuery(LOCKED, BulkReplay.class).setParameter(1, id).getResultList();
    Instant now = clock.instant();
    if (locked.isEmpty() || !locked.get(0).isDue(now)) {
      return false;
    }
    BulkReplay bulk = locked.get(0);
    OldestFirst.Search search =
        new OldestFirst.Search(
            bulk.workspaceId(),
            RunFilter.stored(bulk.query()).page(Optional.of(bulk.untilRun()), 1),
            bulk.startedAt());
    if (bulk.progress().total() == null) {
      OldestFirst.Chunk chunk = oldestFirst.next(search, bulk.progress().place(), MOST_COUNTED);
      bulk.count(chunk.found().size(), chunk.last(), chunk.isEnd());
    } else {
      replay(bulk, search, now);
    }
    return true;
  }

  private void replay(BulkReplay bulk, OldestFirst.Search search, Instant now) {
    int most = Math.max(1, Math.min(MOST_REPLAYED, bulk.request().rate() / BATCHES_PER_SECOND));
    OldestFirst.Chunk chunk = oldestFirst.next(search, bulk.progress().place(), most);
    List<Run> originals =
        chunk.found().isEmpty()
            ? List.of()
            : ledger.findAll(chunk.found()).stream()
                .sorted(Comparator.comparing(Run::id))
                .toList(); // retention may have removed some runs
    List<BulkReplayRun> outcomes = outcomes(bulk, originals, now);
    outcomes.forEach(entities::persist);
    bulk.advance(outcomes, chunk.last(), now);
    if (chunk.isEnd()) {
      bulk.become(BulkState.DONE, now);
    }
  }

  private List<BulkReplayRun> outcomes(BulkReplay bulk, List<Run> originals, Instant now) {
    Set<String> succeeded = bulk.request().skipSucceeded() ? successes.among(originals) : Set.of();
    Set<String> repeated =
        earlier.of(bulk.workspaceId(), bulk.query(), originals.stream().map(Run::id).toList());
    Map<String, PinnedVersion> current =
        resolver.resolve(
            bulk.workspaceId(), originals.stream().map(Run::workflowId).distinct().toList());
    List<NewRun> created = new ArrayList<>();
    List<BulkReplayRun> outcomes = new ArrayList<>();
    for (Run original : originals) {
      PinnedVersion latest = current.get(original.workflowId());
      PinnedVersion version = bulk.request().isLatest() ? latest : original.pinned().heldAs(latest);
      if (succeeded.contains(original.id())) {
        outcomes.add(BulkReplayRun.skipped(bulk.id(), original.id(), LATER_SUCCESS));
      } else if (repeated.contains(original.id())) {
        outcomes.add(BulkReplayRun.skipped(bulk.id(), original.id(), REPEATED));
      } else if (version == null) {
        outcomes.add(BulkReplayRun.impossible(bulk.id(), original.id(), RunCommands.REMOVED));
      } else {
        NewRun replay =
            NewRun.replaying(original, newId(bulk, now), version, Optional.of(bulk.id()));
        created.add(replay);
        outcomes.add(BulkReplayRun.replayed(bulk.id(), original.id(), replay.id()));
      }
    }
    if (!created.isEmpty()) {
      inserts.insert(created);
    }
    return outcomes;
  }

  /**
   * Returns an id that sorts after the originals, even when this node's clock is behind that of the
   * starting node.
   */
  private static String newId(BulkReplay bulk, Instant now) {
    Instant started = bulk.startedAt().plusMillis(1);
    return Ids.next((now.isAfter(started) ? now : started).toEpochMilli());
  }
}
