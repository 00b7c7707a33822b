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
  private static final int UNAVAILABLE = -100;
  private static final int NO_GROUP = Integer.MAX_VALUE;

  private final ExecutorService leaders = Executors.newFixedThreadPool(2);
  private final Gate gate = new Gate(GroupCommitTest::work);

  @AfterEach
  void end() {
    gate.close();
    leaders.shutdownNow();
  }

  @Test
  void aSingleRequestIsCommittedAtOnceAndAlone() {
    GroupCommit<Integer, String> commits = commits(gate::pass, one -> 1);

    assertThat(commit(commits, 1)).isEqualTo("1");
    assertThat(commit(commits, 2)).isEqualTo("2");
    assertThat(gate.groups).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void waitingRequestsFormOneGroupInOrderOfArrival() {
    GroupCommit<Integer, String> commits = commits(gate::hold, one -> 1);
    List<CompletableFuture<String>> all = sendOneByOne(commits, 0, 1, 2, 3);
    gate.open();

    assertThat(all.stream().map(CompletableFuture::join)).containsExactly("0", "1", "2", "3");
    assertThat(gate.groups).containsExactly(List.of(0), List.of(1, 2, 3));
  }

  @Test
  void anotherGroupRunsBesideASlowOne() {
    GroupCommit<Integer, String> commits =
        new GroupCommit<>(
            gate::hold,
            one -> 1,
            new GroupCommit.Bounds(10, NO_GROUP, 2, Duration.ZERO, LONG),
            leaders);
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(() -> commit(commits, 1), gate.threads());
    await().until(() -> gate.groups.size() == 1);
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> commit(commits, 2), gate.threads());
    await().until(() -> gate.groups.size() == 2);
    gate.open();

    assertThat(first.join()).isEqualTo("1");
    assertThat(second.join()).isEqualTo("2");
  }

  @Test
  void aRequestThatArrivedBeforeAGroupWasSlowRunsBesideItToo() {
    GroupCommit<Integer, String> commits =
        new GroupCommit<>(
            gate::hold, one -> 1, new GroupCommit.Bounds(10, NO_GROUP, 2, SHORT, LONG), leaders);
    List<CompletableFuture<String>> all = sendOneByOne(commits, 1, 2);
    await().until(() -> gate.groups.size() == 2);
    assertThat(gate.groups).containsExactly(List.of(1), List.of(2));
    gate.open();

    assertThat(all.stream().map(CompletableFuture::join)).containsExactly("1", "2");
  }

  @Test
  void anotherGroupRunsBesideAHeavyOneAtOnce() {
    GroupCommit<Integer, String> commits =
        new GroupCommit<>(
            gate::hold, weight -> weight, new GroupCommit.Bounds(10, 5, 2, LONG, LONG), leaders);
    CompletableFuture<String> heavy =
        CompletableFuture.supplyAsync(() -> commit(commits, 5), gate.threads());
    await().until(() -> gate.groups.size() == 1);
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(() -> commit(commits, 4), gate.threads());
    await().until(() -> gate.groups.size() == 2);
    gate.open();

    assertThat(heavy.join()).isEqualTo("5");
    assertThat(other.join()).isEqualTo("4");
  }

  @Test
  void aRequestThatWaitedWhenAHeavyGroupStartedRunsBesideIt() {
    try (Gate first = new Gate(GroupCommitTest::work)) {
      GroupCommit<Integer, String> commits =
          new GroupCommit<>(
              all -> all.contains(1) ? first.hold(all) : gate.hold(all),
              weight -> weight,
              new GroupCommit.Bounds(10, 10, 2, LONG, LONG),
              leaders);
      List<CompletableFuture<String>> all = new ArrayList<>();
      all.add(CompletableFuture.supplyAsync(() -> commit(commits, 1), gate.threads()));
      await().until(() -> first.groups.size() == 1);
      all.add(CompletableFuture.supplyAsync(() -> commit(commits, 10), gate.threads()));
      await().until(() -> commits.waiting() == 1);
      all.add(CompletableFuture.supplyAsync(() -> commit(commits, 2), gate.threads()));
      await().until(() -> commits.waiting() == 2);
      first.open();

      await().until(() -> gate.groups.size() == 2);
      assertThat(gate.groups).containsExactlyInAnyOrder(List.of(10), List.of(2));
      gate.open();
      assertThat(all.stream().map(CompletableFuture::join)).containsExactly("1", "10", "2");
    }
  }

  @Test
  void onlyASingleRequestMayExceedTheMaximumWeight() {
    GroupCommit<Integer, String> commits = commits(gate::hold, weight -> weight);
    List<CompletableFuture<String>> all = sendOneByOne(commits, 0, 6, 4, 1, 50, 2);
    gate.open();

    all.forEach(CompletableFuture::join);
    assertThat(gate.groups)
        .containsExactly(List.of(0), List.of(6, 4), List.of(1), List.of(50), List.of(2));
  }

  @Test
  void aBadRequestFailsAlone() {
    GroupCommit<Integer, String> commits = commits(gate::hold, one -> 1);
    List<CompletableFuture<String>> all = sendOneByOne(commits, 0, 1, -2, 3);
    gate.open();

    assertThat(all.get(1).join()).isEqualTo("1");
    assertThatThrownBy(() -> all.get(2).join()).hasRootCauseMessage("no -2");
    assertThat(all.get(3).join()).isEqualTo("3");
    assertThat(commit(commits, 4)).isEqualTo("4");
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
            new GroupCommit.Bounds(5, NO_GROUP, 2, Duration.ZERO, LONG),
            leaders);

    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 20_000)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> commit(commits, i), gate.threads()))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join))
        .containsExactlyElementsOf(IntStream.range(0, 20_000).boxed().toList());
    assertThat(answered).hasValue(20_000);
    assertThat(commit(commits, 7)).isEqualTo(7);
  }

  @Test
  void aGroupThatMetAnUnavailableStoreFailsAsAWhole() {
    GroupCommit<Integer, String> commits = commits(gate::hold, one -> 1);
    List<CompletableFuture<String>> all = sendOneByOne(commits, 0, 1, UNAVAILABLE, 3);
    gate.open();

    assertThat(all.get(0).join()).isEqualTo("0");
    all.subList(1, 4)
        .forEach(one -> assertThatThrownBy(one::join).hasRootCauseMessage("connection lost"));
    assertThat(gate.groups).containsExactly(List.of(0), List.of(1, UNAVAILABLE, 3));
  }

  @Test
  void aStoreThatFailsDuringTheRetriesFailsTheRemainingRequests() {
    GroupCommit<Integer, String> commits = commits(gate::hold, one -> 1);
    List<CompletableFuture<String>> all = sendOneByOne(commits, 0, 1, -2, UNAVAILABLE, 4);
    gate.open();

    assertThat(all.get(1).join()).isEqualTo("1");
    assertThatThrownBy(() -> all.get(2).join()).hasRootCauseMessage("no -2");
    assertThatThrownBy(() -> all.get(3).join()).hasRootCauseMessage("connection lost");
    assertThatThrownBy(() -> all.get(4).join()).hasRootCauseMessage("connection lost");
    assertThat(gate.groups).doesNotContain(List.of(4));
  }

  @Test
  @Tag("R5")
  void callersTimeOutAndAreRefusedWhileTheGroupIsLate() {
    List<Integer> done = new CopyOnWriteArrayList<>();
    GroupCommit<Integer, String> commits =
        new GroupCommit<>(
            this::holdUnlessZero,
            one -> 1,
            new GroupCommit.Bounds(10, NO_GROUP, 1, LONG, SHORT),
            leaders);
    assertThat(commits.commit(0, new Patience(SHORT), () -> done.add(0))).isEqualTo("0");

    assertThatThrownBy(() -> commits.commit(1, new Patience(SHORT), () -> done.add(1)))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(done).as("request 1 is still in progress").containsExactly(0);
    // the group starts a moment after its caller
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> commits.commit(2, new Patience(SHORT), () -> done.add(2)))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("earlier requests"));
    assertThat(done).startsWith(0, 2).doesNotContain(1);
    assertThat(commits.waiting()).isZero();

    gate.open();
    await().until(() -> done.contains(1));
    assertThat(commit(commits, 3)).isEqualTo("3");
    assertThat(gate.groups).as("a refused request is never tried").doesNotContain(List.of(2));
  }

  private List<String> holdUnlessZero(List<Integer> requests) {
    return requests.contains(0) ? gate.pass(requests) : gate.hold(requests);
  }

  private GroupCommit<Integer, String> commits(
      Function<List<Integer>, List<String>> work, ToIntFunction<Integer> weight) {
    return new GroupCommit<>(
        work, weight, new GroupCommit.Bounds(10, NO_GROUP, 2, LONG, LONG), leaders);
  }

  private static <A> A commit(GroupCommit<Integer, A> commits, int request) {
    return commits.commit(request, new Patience(LONG), () -> {});
  }

  private List<CompletableFuture<String>> sendOneByOne(
      GroupCommit<Integer, String> commits, int... requests) {
    return gate.sendOneByOne(request -> commit(commits, request), commits::waiting, requests);
  }

  private static List<String> work(List<Integer> requests) {
    requests.stream()
        .filter(request -> request < 0)
        .findFirst()
        .ifPresent(
            request -> {
              throw request == UNAVAILABLE
                  ? new PersistenceException(new SQLException("connection lost", "08006"))
                  : new IllegalArgumentException("no " + request);
            });
    return requests.stream().map(String::valueOf).toList();
  }
}
