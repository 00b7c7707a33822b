package drawbridge.platform;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void whoComesAloneGoesAtOnceAndAlone() {
    GroupCommit<Integer, String> commit = new GroupCommit<>(this::work, one -> 1, 10, 1);

    assertThat(commit.go(1)).isEqualTo("1");
    assertThat(commit.go(2)).isEqualTo("2");
    assertThat(groups).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void whoComesMeanwhileGoesTogetherInTheOrderOfComing() {
    GroupCommit<Integer, String> commit = new GroupCommit<>(this::held, one -> 1, 10, 1);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 0, 1, 2, 3);
    gate.countDown();

    assertThat(all.stream().map(CompletableFuture::join)).containsExactly("0", "1", "2", "3");
    assertThat(groups).containsExactly(List.of(0), List.of(1, 2, 3));
  }

  @Test
  void aGroupIsNotHeavierThanAllowedButOneAloneMayBe() {
    GroupCommit<Integer, String> commit = new GroupCommit<>(this::held, weight -> weight, 10, 1);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 0, 6, 4, 1, 50, 2);
    gate.countDown();

    all.forEach(CompletableFuture::join);
    assertThat(groups)
        .containsExactly(List.of(0), List.of(6, 4), List.of(1), List.of(50), List.of(2));
  }

  @Test
  void nobodyFailsByTheFaultOfAnother() {
    GroupCommit<Integer, String> commit = new GroupCommit<>(this::held, one -> 1, 10, 1);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 0, 1, -2, 3);
    gate.countDown();

    assertThat(all.get(1).join()).isEqualTo("1");
    assertThatThrownBy(() -> all.get(2).join()).hasRootCauseMessage("no -2");
    assertThat(all.get(3).join()).isEqualTo("3");
    assertThat(commit.go(4)).isEqualTo("4");
  }

  @Test
  void everyOneOfManyIsAnsweredOnceAndNobodyIsLeftWaiting() {
    AtomicInteger answered = new AtomicInteger();
    GroupCommit<Integer, Integer> commit =
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
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> commit.go(i), threads))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join))
        .containsExactlyElementsOf(IntStream.range(0, 20_000).boxed().toList());
    assertThat(answered).hasValue(20_000);
    assertThat(commit.go(7)).isEqualTo(7);
  }

  /** The first is held at the gate while the others queue up in this order. */
  private List<CompletableFuture<String>> sendOneByOne(
      GroupCommit<Integer, String> commit, int... requests) {
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
    requests.stream()
        .filter(request -> request < 0)
        .findFirst()
        .ifPresent(
            request -> {
              throw new IllegalArgumentException("no " + request);
            });
    return requests.stream().map(String::valueOf).toList();
  }
}
