package drawbridge.platform.store;

import drawbridge.platform.store.Group.Member;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Commits concurrent requests in groups, one transaction for each group. A request that finds no
 * group in progress starts one at once, alone. Requests that arrive meanwhile form the next group,
 * in order of arrival. No request waits for others to arrive. Thread safe.
 *
 * <p>Groups run one after the other, because few large groups cost the store less than many small
 * ones. Another group runs beside a slow or a heavy one (see {@link Bounds}).
 *
 * <p>A group that fails is retried request by request, so that one bad request fails alone. The
 * work must therefore leave nothing behind when it throws. A group that met an unavailable store
 * fails as a whole.
 *
 * <p>With an executor, its threads commit the groups, one after the other while requests wait.
 * Callers then wait for a limited time, and are refused at once while all groups are late. Without
 * an executor, callers commit the groups. After each group, the caller that has waited longest
 * wakes to commit the next one, and the answered callers continue at once.
 *
 * @param <Q> the request
 * @param <A> the answer
 */
public final class GroupCommit<Q, A> {

  /** Patience until the first group has committed: it loads classes and prepares statements. */
  private static final Duration COLD = Duration.ofSeconds(10);

  /**
   * Limits of groups and of waiting.
   *
   * @param maxWeight weight of a group of several requests; a single request may be heavier
   * @param heavy weight of a group beside which another one starts at once
   * @param maxGroups groups in progress at the same time
   * @param slowAfter time in progress after which another group starts beside this one
   * @param lateAfter time in progress after which a group is late
   */
  public record Bounds(
      int maxWeight, int heavy, int maxGroups, Duration slowAfter, Duration lateAfter) {}

  private final Function<List<Q>, List<A>> work;
  private final ToIntFunction<Q> weight;
  private final Bounds bounds;
  private final @Nullable Executor threads;
  private final Deque<Member<Q, A>> queue = new ArrayDeque<>();
  private final Set<Leader> leaders = new HashSet<>();
  private volatile boolean isWarm;

  /**
   * Makes a group commit that runs on an executor.
   *
   * @param work commits a group; returns one answer for each request, in order
   * @param threads has a thread for each group in progress
   */
  public GroupCommit(
      Function<List<Q>, List<A>> work, ToIntFunction<Q> weight, Bounds bounds, Executor threads) {
    this.work = work;
    this.weight = weight;
    this.bounds = bounds;
    this.threads = threads;
  }

  /**
   * Makes a group commit that runs on its callers' threads, for as long as the store takes.
   *
   * @param work commits a group; returns one answer for each request, in order
   * @param maxWeight weight of a group of several requests; a single request may be heavier
   * @param maxGroups groups in progress at the same time
   */
  public GroupCommit(
      Function<List<Q>, List<A>> work, ToIntFunction<Q> weight, int maxWeight, int maxGroups) {
    Duration never = Duration.ofNanos(Long.MAX_VALUE);
    this.work = work;
    this.weight = weight;
    this.bounds = new Bounds(maxWeight, Integer.MAX_VALUE, maxGroups, Duration.ZERO, never);
    this.threads = null;
  }

  /** Commits groups: one on a caller's thread, as many as requests wait for on an executor's. */
  private final class Leader implements Runnable {
    private final @Nullable Member<Q, A> caller;
    private long begun = System.nanoTime();
    private boolean isHeavy;

    Leader(@Nullable Member<Q, A> caller) {
      this.caller = caller;
    }

    boolean mayHaveAnotherBeside() {
      return isHeavy || System.nanoTime() - begun >= bounds.slowAfter().toNanos();
    }

    boolean isLate() {
      return System.nanoTime() - begun > bounds.lateAfter().toNanos();
    }

    @Override
    public void run() {
      try {
        List<Member<Q, A>> group = nextGroup(this);
        while (!group.isEmpty()) {
          if (isHeavy) {
            lead(); // requests that arrived before this group was known to be heavy
          }
          new Group<>(group, GroupCommit.this::warm).answer();
          group = caller == null ? nextGroup(this) : List.of();
        }
      } finally {
        remove(this);
        lead();
      }
    }
  }

  /**
   * Commits a request with its group. Blocks until the group has committed, however long that
   * takes; the calling thread commits a group meanwhile where there is no executor.
   *
   * @throws RuntimeException what the work threw
   */
  public A commit(Q request) {
    Member<Q, A> mine = new Member<>(request);
    enter(mine);
    mine.awaitTurn().ifPresent(Runnable::run);
    return mine.join();
  }

  /**
   * Commits a request with its group on the executor. Blocks until the group has committed, or the
   * patience ends.
   *
   * @param patience of the caller; a longer one applies until the first group has committed
   * @param done runs once, when the request neither waits nor is in progress; after a timeout, that
   *     may be later than this method returns
   * @throws StoreUnavailable on timeout or refusal; the request may have been committed
   * @throws RuntimeException what the work threw
   * @throws IllegalStateException without an executor
   */
  public A commit(Q request, Patience patience, Runnable done) {
    if (threads == null) {
      throw new IllegalStateException("a time limit needs an executor");
    }
    Member<Q, A> mine = new Member<>(request);
    var unused = mine.answer.whenComplete((answer, failure) -> done.run());
    enter(mine);
    Patience left = isWarm ? patience : new Patience(COLD);
    try {
      if (!left.sees(mine.answer, bounds.slowAfter())) {
        lead();
      }
      return left.await(mine.answer);
    } finally {
      withdraw(mine, "no group took the request in time");
    }
  }

  /** Returns the number of requests that wait for a group. */
  public synchronized int waiting() {
    return queue.size();
  }

  private void enter(Member<Q, A> mine) {
    synchronized (this) {
      queue.add(mine);
      boolean isFull = leaders.size() >= bounds.maxGroups();
      if (isFull && isWarm && leaders.stream().allMatch(Leader::isLate)) {
        withdraw(mine, "earlier requests still wait for the store");
      }
    }
    lead();
  }

  /** Starts a group, unless the requests that wait may join the one after a group in progress. */
  private void lead() {
    Leader leader = nextLeader();
    if (leader == null) {
      return;
    }
    Executor executor = threads;
    if (executor == null) {
      Objects.requireNonNull(leader.caller).turn.complete(leader);
      return;
    }
    try {
      executor.execute(leader);
    } catch (RejectedExecutionException e) {
      abandon(leader);
    }
  }

  private synchronized @Nullable Leader nextLeader() {
    boolean hasRoom = leaders.size() < bounds.maxGroups();
    if (queue.isEmpty() || !hasRoom || !leaders.stream().allMatch(Leader::mayHaveAnotherBeside)) {
      return null;
    }
    Leader leader = new Leader(threads == null ? queue.remove() : null);
    leaders.add(leader);
    return leader;
  }

  /** Fails all waiting requests when no group is in progress: the node shuts down. */
  private synchronized void abandon(Leader leader) {
    leaders.remove(leader);
    if (leaders.isEmpty()) {
      List.copyOf(queue).forEach(each -> withdraw(each, "the node shuts down"));
    }
  }

  /** Removes a request from the queue; has no effect when it is in progress or answered. */
  private synchronized void withdraw(Member<Q, A> one, String reason) {
    if (!one.answer.isDone() && queue.remove(one)) {
      one.answer.completeExceptionally(new StoreUnavailable(reason));
    }
  }

  private List<A> warm(List<Q> group) {
    List<A> answers = work.apply(group);
    isWarm = true;
    return answers;
  }

  private synchronized List<Member<Q, A>> nextGroup(Leader leader) {
    if (leader.caller != null) {
      queue.addFirst(leader.caller);
    }
    List<Member<Q, A>> group = Group.next(queue, weight, bounds.maxWeight());
    leader.begun = System.nanoTime();
    leader.isHeavy =
        group.stream().mapToInt(one -> weight.applyAsInt(one.request)).sum() >= bounds.heavy();
    return group;
  }

  private synchronized void remove(Leader leader) {
    leaders.remove(leader);
  }
}
