package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedCommitTest {

  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void whoComesAloneGoesAtOnceAndAlone() {
    SharedCommit<Integer, String> commit = commit(this::work);

    assertThat(commit.go(1)).isEqualTo("1");
    assertThat(commit.go(2)).isEqualTo("2");
    assertThat(groups).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void whoComesMeanwhileGoesTogetherAndNotHeavierThanAllowed() {
    SharedCommit<Integer, String> commit = commit(this::held);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 1, 4, 6, 3, 50, 2);
    gate.countDown();

    assertThat(all.stream().map(CompletableFuture::join))
        .containsExactly("1", "4", "6", "3", "50", "2");
    assertThat(groups)
        .containsExactly(List.of(1), List.of(4, 6), List.of(3), List.of(50), List.of(2));
  }

  @Test
  void nobodyFailsByTheFaultOfAnother() {
    SharedCommit<Integer, String> commit = commit(this::held);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 1, 2, -3, 4);
    gate.countDown();

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
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> commit.go(i), threads))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join))
        .containsExactlyElementsOf(IntStream.range(0, 20_000).boxed().toList());
    assertThat(answered).hasValue(20_000);
    assertThat(commit.waiting()).isZero();
  }

  private static SharedCommit<Integer, String> commit(Function<List<Integer>, List<String>> work) {
    return new SharedCommit<>(work, one -> one, 10, 1);
  }

  /** The first is held at the gate while the others queue up in this order. */
  private List<CompletableFuture<String>> sendOneByOne(
      SharedCommit<Integer, String> commit, int... requests) {
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int request : requests) {
      int before = commit.waiting();
      all.add(CompletableFuture.supplyAsync(() -> commit.go(request), threads));
      boolean isFirst = all.size() == 1;
      await().until(() -> isFirst ? groups.size() == 1 : commit.waiting() == before + 1);
    }
    return all;
  }

  private List<String> held(List<Integer> requests) {
    List<String> answers = work(requests);
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return answers;
  }

  private List<String> work(List<Integer> requests) {
    groups.add(requests);
    if (requests.stream().anyMatch(request -> request < 0)) {
      throw new IllegalArgumentException("no " + requests.stream().reduce(Math::min).get());
    }
    return requests.stream().map(String::valueOf).toList();
  }
}
