package drawbridge.platform.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Lets callers that come at the same time share one transaction. Who comes while nothing is under
 * way goes at once and alone; who comes meanwhile waits, and all who wait go together in the next
 * one. Nobody waits for others to come. One group after the other, since fewer and larger ones cost
 * the store less; only beside one that takes long, or that is heavy and gains nothing by being
 * larger still, others go. Thread safe.
 *
 * <p>A group that fails is tried again one by one, so that nobody fails by another's fault: the
 * work must leave nothing behind when it throws. A group that met a silent store is not: all of it
 * fails at once.
 *
 * <p>Nobody waits for longer than its patience, and who comes while all groups under way are late
 * is refused at once: so there never wait more than come in that time.
 *
 * @param <Q> what a caller brings
 * @param <A> what it is answered
 */
public final class GroupCommit<Q, A> {

  /** For the first one: classes are loaded and statements made for it. */
  private static final Duration COLD = Duration.ofSeconds(10);

  /**
   * What limits groups and waiting.
   *
   * @param heaviest weight of a group of several; one alone may be heavier
   * @param heavy beside a group of that weight others may go at once
   * @param atOnce groups that may be under way at the same time
   * @param slowAfter beside a group that takes longer others may go
   * @param lateAfter a group that takes longer is late
   */
  public record Bounds(
      int heaviest, int heavy, int atOnce, Duration slowAfter, Duration lateAfter) {}

  private final Function<List<Q>, List<A>> work;
  private final ToIntFunction<Q> weight;
  private final Bounds bounds;
  private final Executor threads;
  private final Deque<GroupMember<Q, A>> queue = new ArrayDeque<>();
  private final Set<Leader> leaders = new HashSet<>();
  private volatile boolean isWarm;

  /**
   * @param work answers a group, one answer each, in order; returns after the commit
   * @param threads has one for each group that may be under way
   */
  public GroupCommit(
      Function<List<Q>, List<A>> work, ToIntFunction<Q> weight, Bounds bounds, Executor threads) {
    this.work = work;
    this.weight = weight;
    this.bounds = bounds;
    this.threads = threads;
  }

  /** Works on group after group, until nobody waits. */
  private final class Leader implements Runnable {
    private long begun = System.nanoTime();
    private boolean isHeavy;

    boolean mayHaveAnotherBeside() {
      return isHeavy || System.nanoTime() - begun >= bounds.slowAfter().toNanos();
    }

    boolean isLate() {
      return System.nanoTime() - begun > bounds.lateAfter().toNanos();
    }

    @Override
    public void run() {
      List<GroupMember<Q, A>> group = nextGroup(this);
      while (!group.isEmpty()) {
        if (isHeavy) {
          lead(); // for those who came before this one was found to be so
        }
        new Group<>(group, GroupCommit.this::warm).answer();
        group = nextGroup(this);
      }
    }
  }

  /**
   * Goes with a group, and blocks until it has committed.
   *
   * @param patience of the caller, once one was answered
   * @param over is run once, when the request neither waits nor is under way any more, whatever
   *     became of it: after a time-out that may be later than this returns
   * @throws StoreUnavailable when it took too long, or would; whether it was committed is not known
   *     then
   * @throws RuntimeException what the work threw
   */
  public A go(Q request, Patience patience, Runnable over) {
    GroupMember<Q, A> mine = new GroupMember<>(request);
    var unused = mine.answer.whenComplete((answer, failure) -> over.run());
    enter(mine);
    Patience left = isWarm ? patience : new Patience(COLD);
    try {
      if (!left.sees(mine.answer, bounds.slowAfter())) {
        lead();
      }
      return left.await(mine.answer);
    } finally {
      withdraw(mine, "it waited for too long");
    }
  }

  /** How many wait for a group at this moment. */
  public synchronized int waiting() {
    return queue.size();
  }

  private void enter(GroupMember<Q, A> mine) {
    synchronized (this) {
      queue.add(mine);
      boolean isFull = leaders.size() >= bounds.atOnce();
      if (isFull && isWarm && leaders.stream().allMatch(Leader::isLate)) {
        withdraw(mine, "those who came before still wait for the store");
      }
    }
    lead();
  }

  /** Begins a group, unless one is under way after which those who wait have their turn soon. */
  private void lead() {
    Leader leader = new Leader();
    synchronized (this) {
      boolean hasRoom = leaders.size() < bounds.atOnce();
      if (queue.isEmpty() || !hasRoom || !leaders.stream().allMatch(Leader::mayHaveAnotherBeside)) {
        return;
      }
      leaders.add(leader);
    }
    try {
      threads.execute(leader);
    } catch (RejectedExecutionException e) {
      abandon(leader);
    }
  }

  /** Nobody works on the queue any more: the node is about to end. */
  private synchronized void abandon(Leader leader) {
    leaders.remove(leader);
    if (leaders.isEmpty()) {
      List.copyOf(queue).forEach(each -> withdraw(each, "the node ends"));
    }
  }

  /** Takes it out of the queue; nothing happens where it is under way or over. */
  private synchronized void withdraw(GroupMember<Q, A> one, String why) {
    if (!one.answer.isDone() && queue.remove(one)) {
      one.answer.completeExceptionally(new StoreUnavailable(why));
    }
  }

  private List<A> warm(List<Q> group) {
    List<A> answers = work.apply(group);
    isWarm = true;
    return answers;
  }

  /** Empty when nobody waits; then the leader is none any more. */
  private synchronized List<GroupMember<Q, A>> nextGroup(Leader leader) {
    List<GroupMember<Q, A>> group = Group.next(queue, weight, bounds.heaviest());
    leader.begun = System.nanoTime();
    leader.isHeavy =
        group.stream().mapToInt(one -> weight.applyAsInt(one.request)).sum() >= bounds.heavy();
    if (group.isEmpty()) {
      leaders.remove(leader);
    }
    return group;
  }
}
