package drawbridge.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers that come at the same time share one transaction. Who comes while nothing is under
 * way goes at once and alone; who comes meanwhile waits, and all who wait go together in the next
 * one, led by one of them. Nobody waits for others to come, and there is no thread of its own.
 *
 * <p>A group that fails is tried again one by one, so that nobody fails by another's fault: the
 * work must leave nothing behind when it throws. Thread safe.
 *
 * @param <Q> what a caller brings
 * @param <A> what it is answered
 */
public final class GroupCommit<Q, A> {

  private final Function<List<Q>, List<A>> work;
  private final ToIntFunction<Q> weight;
  private final int heaviest;
  private final int atOnce;
  private final Deque<Waiting<Q, A>> queue = new ArrayDeque<>();
  private int underway;

  /**
   * @param work answers a group, one answer each, in order; returns after the commit
   * @param heaviest weight of a group of several; one alone may be heavier
   * @param atOnce groups that may be under way at the same time
   */
  public GroupCommit(
      Function<List<Q>, List<A>> work, ToIntFunction<Q> weight, int heaviest, int atOnce) {
    this.work = work;
    this.weight = weight;
    this.heaviest = heaviest;
    this.atOnce = atOnce;
  }

  private static final class Waiting<Q, A> {
    final Q request;
    final CompletableFuture<Optional<A>> answer = new CompletableFuture<>();

    /** One for every reason to look: the answer is there, or it is this caller's turn to lead. */
    final Semaphore wake = new Semaphore(0);

    /** Given while the request is in the queue, and honoured even if another group took it. */
    final AtomicBoolean leads = new AtomicBoolean();

    Waiting(Q request) {
      this.request = request;
    }

    void lead() {
      leads.set(true);
      wake.release();
    }
  }

  /**
   * Goes with a group, and blocks until it has committed.
   *
   * @throws RuntimeException what the work threw for this request alone
   */
  public A go(Q request) {
    Waiting<Q, A> mine = new Waiting<>(request);
    enter(mine);
    do {
      mine.wake.acquireUninterruptibly();
      if (mine.leads.compareAndSet(true, false)) {
        lead();
      }
    } while (!mine.answer.isDone());
    return answer(mine);
  }

  /** How many wait for a group at this moment. */
  public synchronized int waiting() {
    return queue.size();
  }

  private synchronized void enter(Waiting<Q, A> mine) {
    queue.add(mine);
    if (underway < atOnce) {
      underway++;
      mine.lead();
    }
  }

  private A answer(Waiting<Q, A> mine) {
    try {
      return mine.answer.join().orElseGet(() -> work.apply(List.of(mine.request)).get(0));
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void lead() {
    List<Waiting<Q, A>> group = nextGroup();
    try {
      if (!group.isEmpty()) {
        answer(group);
      }
    } finally {
      passOn();
    }
  }

  private void answer(List<Waiting<Q, A>> group) {
    try {
      List<A> answers = work.apply(group.stream().map(each -> each.request).toList());
      for (int i = 0; i < group.size(); i++) {
        complete(group.get(i), answers.get(i), null);
      }
    } catch (RuntimeException | Error e) {
      group.forEach(each -> complete(each, null, group.size() == 1 ? e : null));
    }
  }

  /** Neither answer nor failure: the caller tries by itself. */
  private void complete(Waiting<Q, A> one, @Nullable A answer, @Nullable Throwable failure) {
    if (failure == null) {
      one.answer.complete(Optional.ofNullable(answer));
    } else {
      one.answer.completeExceptionally(failure);
    }
    one.wake.release();
  }

  private synchronized List<Waiting<Q, A>> nextGroup() {
    List<Waiting<Q, A>> group = new ArrayList<>();
    int sum = 0;
    while (!queue.isEmpty()) {
      int next = weight.applyAsInt(queue.peek().request);
      if (!group.isEmpty() && sum + next > heaviest) {
        break;
      }
      sum += next;
      group.add(queue.remove());
    }
    return group;
  }

  private synchronized void passOn() {
    if (queue.isEmpty()) {
      underway--;
    } else {
      queue.peek().lead();
    }
  }
}
