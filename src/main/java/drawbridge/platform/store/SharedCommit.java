package drawbridge.platform.store;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
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
  private final Semaphore turns;
  private final Queue<Waiting<Q, A>> queue = new ArrayDeque<>();

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
    this.turns = new Semaphore(atOnce);
  }

  /**
   * Goes with a group, and blocks until it has committed.
   *
   * @throws RuntimeException what the work threw
   */
  public A go(Q request) {
    Waiting<Q, A> mine = new Waiting<>(request);
    synchronized (queue) {
      queue.add(mine);
    }
    turns.acquireUninterruptibly();
    try {
      for (var group = nextWith(mine); !group.isEmpty(); group = nextWith(mine)) {
        new Group<>(group, work).answer();
      }
    } finally {
      turns.release();
    }
    return answer(mine);
  }

  /** How many wait for a group at this moment. */
  public int waiting() {
    synchronized (queue) {
      return queue.size();
    }
  }

  /** The next group while the caller waits in the queue; then others may lead. */
  private List<Waiting<Q, A>> nextWith(Waiting<Q, A> mine) {
    synchronized (queue) {
      return queue.contains(mine) ? Group.next(queue, weight, heaviest) : List.of();
    }
  }

  private A answer(Waiting<Q, A> mine) {
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
