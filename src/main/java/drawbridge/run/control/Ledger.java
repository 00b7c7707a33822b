package drawbridge.run.control;

import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.Lane;
import drawbridge.run.slots.RunLease;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds runs, and defines the events that their transactions fire. */
@Stateless
public class Ledger {

  /**
   * Runs wait for a node when the transaction commits.
   *
   * @param lanes of these runs
   * @param due when the first run is due, or earlier; not in the future
   */
  public record Queued(Set<Lane> lanes, Instant due) {

    static Queued started(Run run) {
      return new Queued(
          Set.of(Lane.ofStarted(run.workflowId())), Objects.requireNonNull(run.dueAt()));
    }
  }

  /**
   * This node began runs in the transaction that inserts them. It executes them after the commit,
   * and frees their slots after a rollback.
   */
  public record Begun(List<RunLease> runs) {
    public Begun {
      runs = List.copyOf(runs);
    }
  }

  /** Cancellations of running runs were requested; any node may execute them. */
  public record CancelRequested(List<String> runs) {
    public CancelRequested {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Runs ended in the transaction.
   *
   * @param states final ones, by run id
   * @param isInserting whether the same transaction inserts the runs
   */
  public record Ended(Map<String, RunState> states, boolean isInserting) {
    public Ended {
      states = Map.copyOf(states);
    }

    /** Makes the event of runs that were inserted earlier. */
    public Ended(Map<String, RunState> states) {
      this(states, false);
    }
  }

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** Returns the run of any workspace. */
  public Optional<Run> find(String id) {
    return Optional.ofNullable(entities.find(Run.class, id));
  }

  /** Returns the run if it belongs to the workspace. */
  public Optional<Run> find(String workspaceId, String id) {
    return find(id).filter(run -> run.workspaceId().equals(workspaceId));
  }

  /** Returns the runs that exist, in no order. */
  public List<Run> findAll(Collection<String> ids) {
    return entities
        .createQuery("select r from Run r where r.id in :ids", Run.class)
        .setParameter("ids", ids)
        .getResultList();
  }

  /** Returns the runs that have ended, including those that retention has removed. */
  public Set<String> endedAmong(Collection<String> ids) {
    Set<String> ended = new HashSet<>(ids);
    entities
        .createQuery(
            "select r.id from Run r where r.id in :ids and r.endedAt is null", String.class)
        .setParameter("ids", List.copyOf(ids))
        .getResultList()
        .forEach(ended::remove);
    return ended;
  }

  /** Returns the runs whose cancellation was requested on any node. */
  public List<String> cancelRequestsAmong(Collection<String> ids) {
    return entities
        .createQuery(
            "select r.id from Run r where r.id in :ids and r.cancelRequested = true", String.class)
        .setParameter("ids", List.copyOf(ids))
        .getResultList();
  }

  public Optional<Run> child(String parent, String stepKey) {
    return entities
        .createQuery(
            "select r from Run r where r.parentRun = :parent and r.parentStep = :step", Run.class)
        .setParameter("parent", parent)
        .setParameter("step", stepKey)
        .getResultStream()
        .findFirst();
  }

  public boolean hasUnfinished(String workspaceId) {
    return !entities
        .createQuery(
            "select r.id from Run r where r.workspaceId = :workspace and r.endedAt is null",
            String.class)
        .setParameter("workspace", workspaceId)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
