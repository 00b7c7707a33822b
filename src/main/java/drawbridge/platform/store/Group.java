package drawbridge.platform.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Requests that one transaction commits. */
final class Group<Q, A> {

  /** A request from its arrival until its answer. */
  static final class Member<Q, A> {

    final Q request;
    final CompletableFuture<A> answer = new CompletableFuture<>();

    /** The group that the calling thread has to commit, given before the answer. */
    final CompletableFuture<Runnable> turn = new CompletableFuture<>();

    Member(Q request) {
      this.request = request;
    }

    /** Blocks for a turn or the answer; empty when the answer came first. */
    Optional<Runnable> awaitTurn() {
      if (!turn.isDone()) {
        CompletableFuture.anyOf(turn, answer.handle((value, failure) -> this)).join();
      }
      return Optional.ofNullable(turn.getNow(null));
    }

    /** Blocks for the answer, and throws what the work threw. */
    A join() {
      try {
        return answer.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw e;
      }
    }
  }

  private final List<Member<Q, A>> members;
  private final Function<List<Q>, List<A>> work;

  /**
   * @param work commits the requests; returns one answer for each, in order
   */
  Group(List<Member<Q, A>> members, Function<List<Q>, List<A>> work) {
    this.members = members;
    this.work = work;
  }

  /**
   * Takes the next group out of a queue, in order of arrival; empty when the queue is.
   *
   * @param maxWeight of several requests; a single one may be heavier
   */
  static <Q, A> List<Member<Q, A>> next(
      Queue<Member<Q, A>> queue, ToIntFunction<Q> weight, int maxWeight) {
    List<Member<Q, A>> members = new ArrayList<>();
    int sum = 0;
    for (Member<Q, A> one = queue.peek(); one != null; one = queue.peek()) {
      sum += weight.applyAsInt(one.request);
      if (!members.isEmpty() && sum > maxWeight) {
        break;
      }
      members.add(queue.remove());
    }
    return members;
  }

  /**
   * Answers all members. Retries a group that fails request by request; after a failure of the
   * store itself, all remaining members fail.
   */
  void answer() {
    try {
      List<A> answers = work.apply(members.stream().map(each -> each.request).toList());
      for (int i = 0; i < members.size(); i++) {
        members.get(i).answer.complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      if (members.size() == 1 || StoreFailures.isSilence(e)) {
        members.forEach(each -> each.answer.completeExceptionally(e));
      } else {
        oneByOne();
      }
    }
  }

  private void oneByOne() {
    for (int i = 0; i < members.size(); i++) {
      try {
        Member<Q, A> one = members.get(i);
        one.answer.complete(work.apply(List.of(one.request)).get(0));
      } catch (RuntimeException | Error e) {
        int last = StoreFailures.isSilence(e) ? members.size() : i + 1;
        members.subList(i, last).forEach(each -> each.answer.completeExceptionally(e));
        i = last - 1;
      }
    }
  }
}
