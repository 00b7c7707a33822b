package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A group commit without an executor. */
class CallerGroupCommitTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Gate gate = new Gate(CallerGroupCommitTest::work);

  @AfterEach
  void end() {
    gate.close();
  }

  @Test
  void aSingleRequestIsCommittedAtOnceAndAlone() {
    GroupCommit<Integer, String> commits = commits(gate::pass);

    assertThat(commits.commit(1)).isEqualTo("1");
    assertThat(commits.commit(2)).isEqualTo("2");
    assertThat(gate.groups).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void waitingRequestsFormGroupsUpToTheMaximumWeight() {
    GroupCommit<Integer, String> commits = commits(gate::hold);
    List<CompletableFuture<String>> all = sendOneByOne(commits, 1, 4, 6, 3, 50, 2);
    gate.open();

    assertThat(all.stream().map(CompletableFuture::join))
        .containsExactly("1", "4", "6", "3", "50", "2");
    assertThat(gate.groups)
        .containsExactly(List.of(1), List.of(4, 6), List.of(3), List.of(50), List.of(2));
  }

  @Test
  void anAnsweredCallerDoesNotWaitForTheNextGroup() {
    try (Gate later = new Gate(CallerGroupCommitTest::work)) {
      GroupCommit<Integer, String> commits =
          commits(all -> all.contains(8) ? later.hold(all) : gate.hold(all));
      List<CompletableFuture<String>> all = sendOneByOne(commits, 1, 4, 5, 8);
      gate.open();
      await().until(() -> later.groups.size() == 1);

      assertThat(all.subList(0, 3)).allSatisfy(one -> assertThat(one).succeedsWithin(TIMEOUT));
      assertThat(all.get(3)).isNotDone();
      later.open();
      assertThat(all.get(3)).succeedsWithin(TIMEOUT).isEqualTo("8");
    }
  }

  @Test
  void theLongestWaitingCallerCommitsTheNextGroup() {
    Map<List<Integer>, Thread> leaders = new ConcurrentHashMap<>();
    Map<Integer, Thread> callers = new ConcurrentHashMap<>();
    GroupCommit<Integer, String> commits =
        commits(
            all -> {
              leaders.put(all, Thread.currentThread());
              return gate.hold(all);
            });
    List<CompletableFuture<String>> all =
        gate.sendOneByOne(
            request -> {
              callers.put(request, Thread.currentThread());
              return commits.commit(request);
            },
            commits::waiting,
            1,
            4,
            6,
            3);
    gate.open();

    all.forEach(CompletableFuture::join);
    assertThat(leaders)
        .containsOnly(
            Map.entry(List.of(1), callers.get(1)),
            Map.entry(List.of(4, 6), callers.get(4)),
            Map.entry(List.of(3), callers.get(3)));
  }

  @Test
  void asManyGroupsRunAtOnceAsAllowed() {
    GroupCommit<Integer, String> commits = new GroupCommit<>(gate::hold, one -> 1, 1, 2);
    List<CompletableFuture<String>> all =
        IntStream.rangeClosed(1, 3)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> commits.commit(i), gate.threads()))
            .toList();
    await().until(() -> gate.groups.size() == 2 && commits.waiting() == 1);
    gate.open();

    assertThat(all.stream().map(CompletableFuture::join)).containsExactly("1", "2", "3");
    assertThat(gate.groups).containsExactlyInAnyOrder(List.of(1), List.of(2), List.of(3));
  }

  @Test
  void aBadRequestFailsAlone() {
    GroupCommit<Integer, String> commits = commits(gate::hold);
    List<CompletableFuture<String>> all = sendOneByOne(commits, 1, 2, -3, 4);
    gate.open();

    assertThat(all.get(1).join()).isEqualTo("2");
    assertThatThrownBy(() -> all.get(2).join()).hasRootCauseMessage("no -3");
    assertThat(all.get(3).join()).isEqualTo("4");
    assertThat(commits.commit(5)).isEqualTo("5");
  }

  @Test
  void eachOfManyRequestsIsAnsweredOnceAndNoneIsLeftWaiting() {
    AtomicInteger answered = new AtomicInteger();
    GroupCommit<Integer, Integer> commits =
        new GroupCommit<>(
            all -> {
              answered.addAndGet(all.size());
              return all;
            },
            one -> 1 + one % 3,
            5,
            2);

    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 20_000)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> commits.commit(i), gate.threads()))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join))
        .containsExactlyElementsOf(IntStream.range(0, 20_000).boxed().toList());
    assertThat(answered).hasValue(20_000);
    assertThat(commits.waiting()).isZero();
  }

  @Test
  void aTimeLimitNeedsAnExecutor() {
    assertThatThrownBy(() -> commits(gate::pass).commit(1, new Patience(TIMEOUT), () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("executor");
  }

  private static GroupCommit<Integer, String> commits(Function<List<Integer>, List<String>> work) {
    return new GroupCommit<>(work, one -> one, 10, 1);
  }

  private List<CompletableFuture<String>> sendOneByOne(
      GroupCommit<Integer, String> commits, int... requests) {
    return gate.sendOneByOne(commits::commit, commits::waiting, requests);
  }

  private static List<String> work(List<Integer> requests) {
    if (requests.stream().anyMatch(request -> request < 0)) {
      throw new IllegalArgumentException("no " + requests.stream().reduce(Math::min).get());
    }
    return requests.stream().map(String::valueOf).toList();
  }
}
