package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedCommitTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Gate gate = new Gate(SharedCommitTest::work);

  @AfterEach
  void end() {
    gate.close();
  }

  @Test
  void whoComesAloneGoesAtOnceAndAlone() {
    SharedCommit<Integer, String> commit = commit(gate::pass);

    assertThat(commit.go(1)).isEqualTo("1");
    assertThat(commit.go(2)).isEqualTo("2");
    assertThat(gate.groups).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void whoComesMeanwhileGoesTogetherAndNotHeavierThanAllowed() {
    SharedCommit<Integer, String> commit = commit(gate::hold);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 1, 4, 6, 3, 50, 2);
    gate.open();

    assertThat(all.stream().map(CompletableFuture::join))
        .containsExactly("1", "4", "6", "3", "50", "2");
    assertThat(gate.groups)
        .containsExactly(List.of(1), List.of(4, 6), List.of(3), List.of(50), List.of(2));
  }

  @Test
  void whoIsAnsweredDoesNotWaitForTheNextGroup() {
    try (Gate later = new Gate(SharedCommitTest::work)) {
      SharedCommit<Integer, String> commit =
          commit(all -> all.contains(8) ? later.hold(all) : gate.hold(all));
      List<CompletableFuture<String>> all = sendOneByOne(commit, 1, 4, 5, 8);
      gate.open();
      await().until(() -> later.groups.size() == 1);

      assertThat(all.subList(0, 3)).allSatisfy(one -> assertThat(one).succeedsWithin(PATIENCE));
      assertThat(all.get(3)).isNotDone();
      later.open();
      assertThat(all.get(3)).succeedsWithin(PATIENCE).isEqualTo("8");
    }
  }

  @Test
  void nobodyFailsByTheFaultOfAnother() {
    SharedCommit<Integer, String> commit = commit(gate::hold);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 1, 2, -3, 4);
    gate.open();

    assertThat(all.get(1).join()).isEqualTo("2");
    assertThatThrownBy(() -> all.get(2).join()).hasRootCauseMessage("no -3");
    assertThat(all.get(3).join()).isEqualTo("4");
    assertThat(commit.go(5)).isEqualTo("5");
  }

  @Test
  void everyOneOfManyIsAnsweredOnceAndNobodyIsLeftWaiting() {
    AtomicInteger answered = new AtomicInteger();
    SharedCommit<Integer, Integer> commit =
        new SharedCommit<>(
            all -> {
              answered.addAndGet(all.size());
              return all;
            },
            one -> 1 + one % 3,
            5,
            2);

    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 20_000)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> commit.go(i), gate.threads()))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join))
        .containsExactlyElementsOf(IntStream.range(0, 20_000).boxed().toList());
    assertThat(answered).hasValue(20_000);
    assertThat(commit.waiting()).isZero();
  }

  private static SharedCommit<Integer, String> commit(Function<List<Integer>, List<String>> work) {
    return new SharedCommit<>(work, one -> one, 10, 1);
  }

  private List<CompletableFuture<String>> sendOneByOne(
      SharedCommit<Integer, String> commit, int... requests) {
    return gate.sendOneByOne(commit::go, commit::waiting, requests);
  }

  private static List<String> work(List<Integer> requests) {
    if (requests.stream().anyMatch(request -> request < 0)) {
      throw new IllegalArgumentException("no " + requests.stream().reduce(Math::min).get());
    }
    return requests.stream().map(String::valueOf).toList();
  }
}
