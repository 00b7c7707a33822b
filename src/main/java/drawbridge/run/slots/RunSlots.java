package drawbridge.run.slots;

import drawbridge.platform.Ids;
import drawbridge.run.entity.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The slots of this node: the runs that occupy them, which of these must stop, and the lanes to
 * claim from when slots are free. A slot is reserved before a run is claimed, so that this node
 * never claims more runs than it has slots. A run may be claimed again, under a new epoch, before
 * the thread of the old lease has ended. Thread safe.
 */
@ApplicationScoped
public class RunSlots {

  private final String node = Ids.next(System.currentTimeMillis());
  private final Map<String, RunLease> leases = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final LaneCursors cursors = new LaneCursors();

  /** Lanes in which runs may be due, served round-robin. */
  private final Set<Lane> rotation = new LinkedHashSet<>();

  /** Lanes whose last query filled all reserved slots. */
  private final Set<Lane> backlogs = new HashSet<>();

  private final Map<String, Integer> usedByWorkflow = new HashMap<>();
  private NodeMemory memory = new NodeMemory(Long.MAX_VALUE);
  private int used;
  private int max;
  private int maxOfWorkflow;

  /**
   * Provides slots. There are none before the call, nor after {@link #close}.
   *
   * @param slots for all runs
   * @param perWorkflow of these, for runs of one workflow
   */
  public synchronized void open(int slots, int perWorkflow) {
    max = slots;
    maxOfWorkflow = perWorkflow;
  }

  /** Limits the memory of the runs; no run begins while it is used up. */
  public synchronized void limit(NodeMemory shared) {
    memory = shared;
  }

  /** Opens the share of memory of a run that begins to execute. */
  public synchronized NodeMemory.Share openShare() {
    return memory.open();
  }

  /** Withdraws all free slots; runs that occupy one keep it. */
  public synchronized void close() {
    max = 0;
  }

  /** Returns this node's id in the tables. */
  public String node() {
    return node;
  }

  /**
   * Begins a new run in the transaction that inserts it, when a slot is free and no other run
   * should be claimed first.
   *
   * @return the lease, which occupies a slot until {@link #free}, also when the transaction fails;
   *     empty, with the run unchanged, when the run has to wait
   */
  public synchronized Optional<RunLease> begin(Run run, Instant now) {
    if (room(run.workflowId()) <= 0 || isBehindOthers(run)) {
      return Optional.empty();
    }
    reserve(run.workflowId(), 1);
    run.begin(node, now);
    RunLease lease = RunLease.of(run);
    occupy(lease);
    return Optional.of(lease);
  }

  private boolean isBehindOthers(Run run) {
    return backlogs.contains(Lane.ofNew(run.workflowId()))
        || backlogs.contains(Lane.ofStarted(run.workflowId()))
        || rotation.stream()
            .anyMatch(
                lane -> lane.workflowId().equals(run.workflowId()) || room(lane.workflowId()) > 0);
  }

  /**
   * Adds lanes in which runs are due; those that are present keep their position.
   *
   * @param due when the first of these runs is due, or earlier
   */
  public synchronized void announce(Collection<Lane> lanes, Instant due) {
    cursors.moveBack(lanes, due);
    rotation.addAll(lanes);
  }

  /** Adds lanes in which runs of unknown due times wait, and resets the cursors. */
  public synchronized void rescan(Collection<Lane> lanes) {
    cursors.reset();
    rotation.addAll(lanes);
  }

  public synchronized boolean hasDueLanes() {
    return !rotation.isEmpty();
  }

  /**
   * Slots that are reserved for runs of a lane until {@link #settle}.
   *
   * @param since due time before which the lane has no run
   */
  public record Reservation(Lane lane, Instant since, int slots) {}

  /**
   * Reserves free slots for the next lane in rotation.
   *
   * @param most slots to reserve
   * @return empty when no lane has due runs, or none of them has a free slot
   */
  public synchronized Optional<Reservation> reserve(int most) {
    for (Iterator<Lane> lanes = rotation.iterator(); lanes.hasNext(); ) {
      Lane lane = lanes.next();
      if (room(lane.workflowId()) > 0) {
        lanes.remove();
        int slots = reserve(lane.workflowId(), most);
        return Optional.of(new Reservation(lane, cursors.begin(lane), slots));
      }
    }
    return Optional.empty();
  }

  private int room(String workflowId) {
    return memory.isFull()
        ? 0
        : Math.min(max - used, maxOfWorkflow - usedByWorkflow.getOrDefault(workflowId, 0));
  }

  private synchronized int reserve(String workflowId, int wanted) {
    int granted = Math.max(0, Math.min(wanted, room(workflowId)));
    if (granted > 0) {
      used += granted;
      usedByWorkflow.merge(workflowId, granted, Integer::sum);
    }
    return granted;
  }

  /**
   * Ends a reservation and returns its unfilled slots. A lane that filled all of them may hold more
   * due runs, and stays in rotation.
   *
   * @param filled slots that runs occupy
   * @param reached due time up to which the lane's runs are claimed
   */
  public synchronized void settle(Reservation reservation, int filled, Instant reached) {
    Lane lane = reservation.lane();
    cursors.end(lane, reached);
    release(lane.workflowId(), reservation.slots() - filled);
    if (filled == reservation.slots()) {
      backlogs.add(lane);
      rotation.add(lane);
    } else {
      backlogs.remove(lane);
    }
  }

  private synchronized void release(String workflowId, int slots) {
    used -= slots;
    usedByWorkflow.computeIfPresent(workflowId, (id, n) -> n == slots ? null : n - slots);
  }

  /** Lets a claimed run occupy a reserved slot. */
  public void occupy(RunLease lease) {
    if (leases.put(lease.id(), lease) != null) {
      release(lease.workflowId(), 1); // the old lease is lost, and frees nothing
    }
  }

  /**
   * Frees the slots of leases at once, so that the next claim can fill all of them. Has no effect
   * on a lease that holds none.
   */
  public synchronized void free(Collection<RunLease> all) {
    for (RunLease lease : all) {
      if (leases.remove(lease.id(), lease)) {
        release(lease.workflowId(), 1);
        cancelled.remove(lease.id());
      }
    }
    notifyAll();
  }

  public int size() {
    return leases.size();
  }

  public List<RunLease> leases() {
    return List.copyOf(leases.values());
  }

  /** Blocks until no slot is occupied, the time is over, or the thread is interrupted. */
  public void awaitEmpty(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    synchronized (this) { // a synchronized method would keep the monitor of the bean's proxy
      try {
        for (long left = longest.toMillis(); left > 0 && !leases.isEmpty(); ) {
          wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Requests runs to stop; has no effect on runs that occupy no slot here. */
  public void cancel(Collection<String> runs) {
    runs.stream().filter(leases::containsKey).forEach(cancelled::add);
  }

  public boolean isCancelled(RunLease lease) {
    return lease.cancelled() || cancelled.contains(lease.id());
  }
}
