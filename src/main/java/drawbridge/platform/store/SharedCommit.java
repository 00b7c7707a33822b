package drawbridge.platform.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Lets threads that come at the same time share one transaction, which one of them makes for all.
 * Who comes while nothing is under way goes at once and alone; nobody waits for others to come. For
 * those who have time: they wait for as long as the store takes ({@link GroupCommit} is for those
 * who have not). Thread safe.
 *
 * <p>A group that fails is tried again one by one, so that nobody fails by another's fault: the
 * work must leave nothing behind when it throws.
 *
 * @param <Q> what a caller brings
 * @param <A> what it is answered
 */
public final class SharedCommit<Q, A> {

  private final Function<List<Q>, List<A>> work;
  private final ToIntFunction<Q> weight;
  private final int heaviest;
  private final int atOnce;
  private final Deque<GroupMember<Q, A>> queue = new ArrayDeque<>();
  private int leaders; // all of them at work whenever somebody waits

  /**
   * @param work answers a group, one answer each, in order; returns after the commit
   * @param heaviest weight of a group of several; one alone may be heavier
   * @param atOnce groups that may be under way at the same time
   */
  public SharedCommit(
      Function<List<Q>, List<A>> work, ToIntFunction<Q> weight, int heaviest, int atOnce) {
    this.work = work;
    this.weight = weight;
    this.heaviest = heaviest;
    this.atOnce = atOnce;
  }

  /**
   * Goes with a group, and blocks until it has committed.
   *
   * @throws RuntimeException what the work threw
   */
  public A go(Q request) {
    GroupMember<Q, A> mine = new GroupMember<>(request);
    if (leads(mine) || isItsTurn(mine)) {
      lead(mine);
    }
    return answer(mine);
  }

  private synchronized boolean leads(GroupMember<Q, A> mine) {
    boolean isFree = leaders < atOnce;
    if (isFree) {
      leaders++;
    } else {
      queue.add(mine);
    }
    return isFree;
  }

  /** Waits for one or the other; false when it was answered, however. */
  private boolean isItsTurn(GroupMember<Q, A> mine) {
    CompletableFuture.anyOf(mine.turn, mine.answer.handle((answer, failure) -> mine)).join();
    return mine.turn.isDone();
  }

  private void lead(GroupMember<Q, A> mine) {
    try {
      new Group<>(groupOf(mine), work).answer();
    } finally {
      handOn();
    }
  }

  private synchronized List<GroupMember<Q, A>> groupOf(GroupMember<Q, A> mine) {
    queue.addFirst(mine);
    return Group.next(queue, weight, heaviest);
  }

  /** Wakes the one who has waited longest, and nobody else: whoever is answered needs no turn. */
  private synchronized void handOn() {
    GroupMember<Q, A> next = queue.poll();
    if (next == null) {
      leaders--;
    } else {
      next.turn.complete(null);
    }
  }

  /** How many wait for a group at this moment. */
  public synchronized int waiting() {
    return queue.size();
  }

  private A answer(GroupMember<Q, A> mine) {
    try {
      return mine.answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
