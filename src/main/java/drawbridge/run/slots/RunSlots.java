package drawbridge.run.slots;

import drawbridge.platform.Ids;
import drawbridge.run.entity.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The places of this node for runs: which are at work on them, which of these shall stop, and whose
 * turn it is when one is free. A place is reserved before a run is taken, so that no more are taken
 * than there are places for, whoever takes them. A run may be taken again, under a new epoch,
 * before the thread that had it has left it. Thread safe.
 */
@ApplicationScoped
public class RunSlots {

  private final String node = Ids.next(System.currentTimeMillis());
  private final Map<String, RunLease> atWork = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final LaneRotation rotation = new LaneRotation();
  private final LaneCursors cursors = new LaneCursors();

  /** Lanes in which more waited than there were places for, the last time that one looked. */
  private final Set<Lane> backlogs = new HashSet<>();

  private final Map<String, Integer> ofWorkflow = new HashMap<>();
  private int taken;
  private int most;
  private int mostOfWorkflow;

  /**
   * From now on there are places; before, and after {@link #close}, there are none.
   *
   * @param places for all runs
   * @param share of these, for runs of one workflow
   */
  public synchronized void open(int places, int share) {
    most = places;
    mostOfWorkflow = share;
  }

  /** No run is taken any more; those at work go on. */
  public synchronized void close() {
    most = 0;
  }

  /** How the tables call this node. */
  public String node() {
    return node;
  }

  /**
   * Begins a run that has not waited yet, in the transaction that opens it: where there is a place
   * for it, and nobody waits who would have been before it.
   *
   * @return the run, which is at work from now on and which somebody must let go of ({@link
   *     #leave}), also if the transaction fails; empty if it has to wait, and then it is as it was
   */
  public synchronized Optional<RunLease> begin(Run run, Instant now) {
    if (room(run.workflowId()) <= 0 || isBehindOthers(run)) {
      return Optional.empty();
    }
    reserve(run.workflowId(), 1);
    run.begin(node, now);
    RunLease lease = RunLease.of(run);
    take(lease);
    return Optional.of(lease);
  }

  /** Whether somebody may wait who has come before, or whose turn it is. */
  private boolean isBehindOthers(Run run) {
    return backlogs.contains(Lane.ofNew(run.workflowId()))
        || backlogs.contains(Lane.ofBegun(run))
        || rotation.any(
            lane -> lane.workflowId().equals(run.workflowId()) || room(lane.workflowId()) > 0);
  }

  /**
   * Somebody may wait in these lanes; those that are known keep their turn.
   *
   * @param due when the first of them was due, or earlier
   */
  public void look(Collection<Lane> lanes, Instant due) {
    cursors.drawBack(lanes, due);
    rotation.add(lanes);
  }

  /** Somebody waits in these lanes, who knows since when. */
  public void lookAgain(Collection<Lane> lanes) {
    cursors.forget();
    rotation.add(lanes);
  }

  /** Whether somebody may wait somewhere, as far as this node knows. */
  public boolean hasTurns() {
    return !rotation.isEmpty();
  }

  /**
   * A lane whose turn it is, until {@link #end}.
   *
   * @param since who was due before is not there any more
   * @param places that were reserved for runs of it
   */
  public record Turn(Lane lane, Instant since, int places) {}

  /**
   * The next lane for whose runs there is room.
   *
   * @param atOnce places at most
   */
  public synchronized Optional<Turn> next(int atOnce) {
    return rotation
        .next(lane -> room(lane.workflowId()) > 0)
        .map(lane -> new Turn(lane, cursors.begin(lane), reserve(lane.workflowId(), atOnce)));
  }

  private int room(String workflowId) {
    return Math.min(most - taken, mostOfWorkflow - ofWorkflow.getOrDefault(workflowId, 0));
  }

  private synchronized int reserve(String workflowId, int wanted) {
    int granted = Math.max(0, Math.min(wanted, room(workflowId)));
    if (granted > 0) {
      taken += granted;
      ofWorkflow.merge(workflowId, granted, Integer::sum);
    }
    return granted;
  }

  /**
   * A turn is over.
   *
   * @param filled of its places; if that is all of them, more may wait in the lane, and it will
   *     have another turn
   * @param reached until when those who were due are not there any more
   */
  public synchronized void end(Turn turn, int filled, Instant reached) {
    cursors.end(turn.lane(), reached);
    release(turn.lane().workflowId(), turn.places() - filled);
    if (filled == turn.places()) {
      backlogs.add(turn.lane());
      rotation.add(List.of(turn.lane()));
    } else {
      backlogs.remove(turn.lane());
    }
  }

  private synchronized void release(String workflowId, int places) {
    taken -= places;
    ofWorkflow.computeIfPresent(workflowId, (id, n) -> n == places ? null : n - places);
  }

  /** Fills a place that was reserved. */
  public void take(RunLease lease) {
    if (atWork.put(lease.id(), lease) != null) {
      release(lease.workflowId(), 1); // whoever had it before has lost it, and does not leave
    }
  }

  /** Frees the place; nothing happens when it was freed, or the run was taken again meanwhile. */
  public void leave(RunLease lease) {
    leave(List.of(lease));
  }

  /** Frees places all at once: nobody sees some of them free and others not. */
  public synchronized void leave(Collection<RunLease> all) {
    for (RunLease lease : all) {
      if (atWork.remove(lease.id(), lease)) {
        release(lease.workflowId(), 1);
        cancelled.remove(lease.id());
      }
    }
    notifyAll();
  }

  /** How many runs are at work. */
  public int size() {
    return atWork.size();
  }

  /** Those at work now. */
  public List<RunLease> runs() {
    return List.copyOf(atWork.values());
  }

  /** Blocks until nothing is at work, or for that long, or until it is interrupted. */
  public synchronized void awaitEmpty(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      for (long left = longest.toMillis(); left > 0 && !atWork.isEmpty(); ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells runs to stop; those that are not here are passed over. */
  public void cancel(Collection<String> runs) {
    runs.stream().filter(atWork::containsKey).forEach(cancelled::add);
  }

  /** Whether it shall stop. */
  public boolean isCancelled(RunLease lease) {
    return lease.cancelled() || cancelled.contains(lease.id());
  }
}
