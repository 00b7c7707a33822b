package drawbridge.run.control;

import drawbridge.platform.Ids;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.run.slots.Lane;
import drawbridge.run.slots.RunLease;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The ledger of runs: opens them, finds them, cancels and repeats them. */
@Stateless
public class Ledger {

  /**
   * Runs wait for a node as soon as the transaction commits.
   *
   * @param lanes where
   * @param due when the first of them is, or before; not later than now
   */
  public record Queued(Set<Lane> lanes, Instant due) {

    /** A run that was begun may go on. */
    static Queued begun(Run run) {
      return new Queued(Set.of(Lane.ofBegun(run)), Objects.requireNonNull(run.dueAt()));
    }
  }

  /**
   * Runs were begun by this node in the transaction that opens them: it works on them as soon as
   * that commits, and lets go of them if it does not.
   */
  public record Begun(List<RunLease> runs) {
    public Begun {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Runs reached their ends in the transaction that is about to commit.
   *
   * @param states by id; final ones
   * @param isOpening whether that transaction opens them too
   */
  public record Ended(Map<String, RunState> states, boolean isOpening) {
    public Ended {
      states = Map.copyOf(states);
    }

    /** Runs that were opened before. */
    public Ended(Map<String, RunState> states) {
      this(states, false);
    }
  }

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @EJB RunInserts inserts;
  @Inject RunTransitions transitions;

  /**
   * Opens runs in the caller's transaction. Those that are short end with it (see {@link
   * ShortRuns}); those for which this node has a place begin with it, and are worked on as soon as
   * it commits; the others wait in their lanes from then on.
   */
  public void open(Collection<NewRun> runs) {
    inserts.open(runs);
  }

  /** The run, wherever it is. */
  public Optional<Run> find(String id) {
    return Optional.ofNullable(entities.find(Run.class, id));
  }

  /** The run, if it is of this workspace. */
  public Optional<Run> find(String workspaceId, String id) {
    return find(id).filter(run -> run.workspaceId().equals(workspaceId));
  }

  /** Those of the runs that nobody works on any more, and those that are not kept any more. */
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

  /** Several runs, in no order. */
  public List<Run> findAll(Collection<String> ids) {
    return entities
        .createQuery("select r from Run r where r.id in :ids", Run.class)
        .setParameter("ids", ids)
        .getResultList();
  }

  /**
   * Cancels a run and its children; a run that has ended stays as it is.
   *
   * @return the runs that somebody works on and that must be told
   */
  public List<String> cancel(String id) {
    return transitions.cancel(id);
  }

  /** Those of the runs that were asked to stop, on whatever node. */
  public List<String> cancelRequestsAmong(Collection<String> ids) {
    return entities
        .createQuery(
            "select r.id from Run r where r.id in :ids and r.cancelRequested = true", String.class)
        .setParameter("ids", List.copyOf(ids))
        .getResultList();
  }

  /**
   * A new run with the same data and lineage; the original is kept.
   *
   * @param version what the replay runs: the original's version or the current one
   * @return its id
   */
  public String replay(Run original, PinnedVersion version) {
    NewRun replay = repeating(original, version);
    inserts.open(List.of(replay));
    return replay.id();
  }

  /**
   * A new run with the same data and lineage that does not begin at the top.
   *
   * @param journal lines of the original's, which the replay goes on behind
   * @return its id
   */
  public String replay(Run original, PinnedVersion version, List<Step> journal) {
    NewRun replay = repeating(original, version);
    inserts.open(replay, journal);
    return replay.id();
  }

  private NewRun repeating(Run original, PinnedVersion version) {
    return NewRun.repeating(original, Ids.next(clock.millis()), version);
  }

  /** The child that a step started, if it has. */
  public Optional<Run> child(String parent, String stepKey) {
    return entities
        .createQuery(
            "select r from Run r where r.parentRun = :parent and r.parentStep = :step", Run.class)
        .setParameter("parent", parent)
        .setParameter("step", stepKey)
        .getResultStream()
        .findFirst();
  }

  /** Whether runs of a workspace are unfinished. */
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
