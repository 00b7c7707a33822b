package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int SILENCE = -100;
  private static final int NO_GROUP = Integer.MAX_VALUE;

  private final ExecutorService leaders = Executors.newFixedThreadPool(2);
  private final Gate gate = new Gate(GroupCommitTest::work);

  @AfterEach
  void end() {
    gate.close();
    leaders.shutdownNow();
  }

  @Test
  void whoComesAloneGoesAtOnceAndAlone() {
    GroupCommit<Integer, String> commit = commit(gate::pass, one -> 1);

    assertThat(go(commit, 1)).isEqualTo("1");
    assertThat(go(commit, 2)).isEqualTo("2");
    assertThat(gate.groups).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void whoComesMeanwhileGoesTogetherInTheOrderOfComing() {
    GroupCommit<Integer, String> commit = commit(gate::hold, one -> 1);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 0, 1, 2, 3);
    gate.open();

    assertThat(all.stream().map(CompletableFuture::join)).containsExactly("0", "1", "2", "3");
    assertThat(gate.groups).containsExactly(List.of(0), List.of(1, 2, 3));
  }

  @Test
  void besideAGroupThatTakesLongAnotherGoes() {
    GroupCommit<Integer, String> commit =
        new GroupCommit<>(
            gate::hold,
            one -> 1,
            new GroupCommit.Bounds(10, NO_GROUP, 2, Duration.ZERO, LONG),
            leaders);
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(() -> go(commit, 1), gate.threads());
    await().until(() -> gate.groups.size() == 1);
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> go(commit, 2), gate.threads());
    await().until(() -> gate.groups.size() == 2);
    gate.open();

    assertThat(first.join()).isEqualTo("1");
    assertThat(second.join()).isEqualTo("2");
  }

  @Test
  void whoCameBeforeAGroupTookLongDoesNotWaitForItAlone() {
    GroupCommit<Integer, String> commit =
        new GroupCommit<>(
            gate::hold, one -> 1, new GroupCommit.Bounds(10, NO_GROUP, 2, SHORT, LONG), leaders);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 1, 2);
    await().until(() -> gate.groups.size() == 2);
    assertThat(gate.groups).containsExactly(List.of(1), List.of(2));
    gate.open();

    assertThat(all.stream().map(CompletableFuture::join)).containsExactly("1", "2");
  }

  @Test
  void besideAHeavyGroupAnotherGoesAtOnce() {
    GroupCommit<Integer, String> commit =
        new GroupCommit<>(
            gate::hold, weight -> weight, new GroupCommit.Bounds(10, 5, 2, LONG, LONG), leaders);
    CompletableFuture<String> heavy =
        CompletableFuture.supplyAsync(() -> go(commit, 5), gate.threads());
    await().until(() -> gate.groups.size() == 1);
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(() -> go(commit, 4), gate.threads());
    await().until(() -> gate.groups.size() == 2);
    gate.open();

    assertThat(heavy.join()).isEqualTo("5");
    assertThat(other.join()).isEqualTo("4");
  }

  @Test
  void whoWaitedWhenAHeavyGroupBeganGoesBesideIt() {
    try (Gate first = new Gate(GroupCommitTest::work)) {
      GroupCommit<Integer, String> commit =
          new GroupCommit<>(
              all -> all.contains(1) ? first.hold(all) : gate.hold(all),
              weight -> weight,
              new GroupCommit.Bounds(10, 10, 2, LONG, LONG),
              leaders);
      List<CompletableFuture<String>> all = new ArrayList<>();
      all.add(CompletableFuture.supplyAsync(() -> go(commit, 1), gate.threads()));
      await().until(() -> first.groups.size() == 1);
      all.add(CompletableFuture.supplyAsync(() -> go(commit, 10), gate.threads()));
      await().until(() -> commit.waiting() == 1);
      all.add(CompletableFuture.supplyAsync(() -> go(commit, 2), gate.threads()));
      await().until(() -> commit.waiting() == 2);
      first.open();

      await().until(() -> gate.groups.size() == 2);
      assertThat(gate.groups).containsExactlyInAnyOrder(List.of(10), List.of(2));
      gate.open();
      assertThat(all.stream().map(CompletableFuture::join)).containsExactly("1", "10", "2");
    }
  }

  @Test
  void aGroupIsNotHeavierThanAllowedButOneAloneMayBe() {
    GroupCommit<Integer, String> commit = commit(gate::hold, weight -> weight);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 0, 6, 4, 1, 50, 2);
    gate.open();

    all.forEach(CompletableFuture::join);
    assertThat(gate.groups)
        .containsExactly(List.of(0), List.of(6, 4), List.of(1), List.of(50), List.of(2));
  }

  @Test
  void nobodyFailsByTheFaultOfAnother() {
    GroupCommit<Integer, String> commit = commit(gate::hold, one -> 1);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 0, 1, -2, 3);
    gate.open();

    assertThat(all.get(1).join()).isEqualTo("1");
    assertThatThrownBy(() -> all.get(2).join()).hasRootCauseMessage("no -2");
    assertThat(all.get(3).join()).isEqualTo("3");
    assertThat(go(commit, 4)).isEqualTo("4");
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
            new GroupCommit.Bounds(5, NO_GROUP, 2, Duration.ZERO, LONG),
            leaders);

    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 20_000)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> go(commit, i), gate.threads()))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join))
        .containsExactlyElementsOf(IntStream.range(0, 20_000).boxed().toList());
    assertThat(answered).hasValue(20_000);
    assertThat(go(commit, 7)).isEqualTo(7);
  }

  @Test
  void aGroupThatMetASilentStoreFailsAtOnceAndNotOneByOne() {
    GroupCommit<Integer, String> commit = commit(gate::hold, one -> 1);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 0, 1, SILENCE, 3);
    gate.open();

    assertThat(all.get(0).join()).isEqualTo("0");
    all.subList(1, 4)
        .forEach(one -> assertThatThrownBy(one::join).hasRootCauseMessage("connection lost"));
    assertThat(gate.groups).containsExactly(List.of(0), List.of(1, SILENCE, 3));
  }

  @Test
  void aStoreThatFallsSilentWhileAGroupIsTriedOneByOneFailsTheRestAtOnce() {
    GroupCommit<Integer, String> commit = commit(gate::hold, one -> 1);
    List<CompletableFuture<String>> all = sendOneByOne(commit, 0, 1, -2, SILENCE, 4);
    gate.open();

    assertThat(all.get(1).join()).isEqualTo("1");
    assertThatThrownBy(() -> all.get(2).join()).hasRootCauseMessage("no -2");
    assertThatThrownBy(() -> all.get(3).join()).hasRootCauseMessage("connection lost");
    assertThatThrownBy(() -> all.get(4).join()).hasRootCauseMessage("connection lost");
    assertThat(gate.groups).doesNotContain(List.of(4));
  }

  @Test
  @Tag("R5")
  void nobodyWaitsLongerThanTheBoundAndWhoComesToALateGroupIsRefusedAtOnce() {
    List<Integer> over = new CopyOnWriteArrayList<>();
    GroupCommit<Integer, String> commit =
        new GroupCommit<>(
            this::heldUnlessZero,
            one -> 1,
            new GroupCommit.Bounds(10, NO_GROUP, 1, LONG, SHORT),
            leaders);
    assertThat(commit.go(0, new Patience(SHORT), () -> over.add(0))).isEqualTo("0");

    assertThatThrownBy(() -> commit.go(1, new Patience(SHORT), () -> over.add(1)))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(over).as("what is under way is not over").containsExactly(0);
    // the leader's time began a moment after that of who waits for it
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> commit.go(2, new Patience(SHORT), () -> over.add(2)))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("came before"));
    assertThat(over).startsWith(0, 2).doesNotContain(1);
    assertThat(commit.waiting()).isZero();

    gate.open();
    await().until(() -> over.contains(1));
    assertThat(go(commit, 3)).isEqualTo("3");
    assertThat(gate.groups).as("who was refused was never tried").doesNotContain(List.of(2));
  }

  private List<String> heldUnlessZero(List<Integer> requests) {
    return requests.contains(0) ? gate.pass(requests) : gate.hold(requests);
  }

  private GroupCommit<Integer, String> commit(
      Function<List<Integer>, List<String>> work, ToIntFunction<Integer> weight) {
    return new GroupCommit<>(
        work, weight, new GroupCommit.Bounds(10, NO_GROUP, 2, LONG, LONG), leaders);
  }

  private static <A> A go(GroupCommit<Integer, A> commit, int request) {
    return commit.go(request, new Patience(LONG), () -> {});
  }

  private List<CompletableFuture<String>> sendOneByOne(
      GroupCommit<Integer, String> commit, int... requests) {
    return gate.sendOneByOne(request -> go(commit, request), commit::waiting, requests);
  }

  private static List<String> work(List<Integer> requests) {
    requests.stream()
        .filter(request -> request < 0)
        .findFirst()
        .ifPresent(
            request -> {
              throw request == SILENCE
                  ? new PersistenceException(new SQLException("connection lost", "08006"))
                  : new IllegalArgumentException("no " + request);
            });
    return requests.stream().map(String::valueOf).toList();
  }
}
