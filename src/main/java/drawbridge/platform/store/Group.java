package drawbridge.platform.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Those who go together in one transaction. */
final class Group<Q, A> {

  private final List<GroupMember<Q, A>> members;
  private final Function<List<Q>, List<A>> work;

  /**
   * @param work answers them, one answer each, in order; returns after the commit
   */
  Group(List<GroupMember<Q, A>> members, Function<List<Q>, List<A>> work) {
    this.members = members;
    this.work = work;
  }

  /**
   * Takes the next ones out of a queue, in the order of their coming; none when nobody waits.
   *
   * @param heaviest weight of all; one alone may be heavier
   */
  static <Q, A> List<GroupMember<Q, A>> next(
      Queue<GroupMember<Q, A>> queue, ToIntFunction<Q> weight, int heaviest) {
    List<GroupMember<Q, A>> members = new ArrayList<>();
    int sum = 0;
    for (GroupMember<Q, A> one = queue.peek(); one != null; one = queue.peek()) {
      sum += weight.applyAsInt(one.request);
      if (!members.isEmpty() && sum > heaviest) {
        break;
      }
      members.add(queue.remove());
    }
    return members;
  }

  /**
   * Answers all. A group that fails is tried again one by one, so that nobody fails by another's
   * fault; one that met a silent store is not: all of it fails.
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
        GroupMember<Q, A> one = members.get(i);
        one.answer.complete(work.apply(List.of(one.request)).get(0));
      } catch (RuntimeException | Error e) {
        int last = StoreFailures.isSilence(e) ? members.size() : i + 1;
        members.subList(i, last).forEach(each -> each.answer.completeExceptionally(e));
        i = last - 1;
      }
    }
  }
}
