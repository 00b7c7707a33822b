package drawbridge.run.slots;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.Threads;
import drawbridge.platform.Ids;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.workflow.entity.PinnedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunSlotsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PLACES = 5;
  private static final int SHARE = 3;

  private final RunSlots bench = new RunSlots();

  private static Run run(String workflow) {
    return new Run(
        new NewRun(
            Ids.next(NOW.toEpochMilli()),
            "workspace",
            new PinnedVersion(workflow, workflow, "version", 1, true),
            Optional.empty(),
            "request",
            "{}",
            "{}",
            Optional.empty(),
            Optional.empty()),
        NOW);
  }

  @Test
  void aBenchThatIsNotOpenOrIsClosedHasNoPlace() {
    assertThat(bench.begin(run("a"), NOW)).isEmpty();
    bench.open(PLACES, SHARE);
    bench.close();
    Run run = run("a");
    assertThat(bench.begin(run, NOW)).isEmpty();
    assertThat(run.state()).isEqualTo(RunState.QUEUED);
  }

  @Test
  void oneWorkflowHasItsShareAndAllHaveThePlaces() {
    bench.open(PLACES, SHARE);
    assertThat(begin("a", 4)).isEqualTo(3);
    assertThat(begin("b", 4)).isEqualTo(2);
    assertThat(begin("c", 1)).isZero();
    bench.leave(bench.runs().get(0));
    assertThat(begin("c", 2)).isOne();
  }

  private long begin(String workflow, int often) {
    long begun = 0;
    for (int i = 0; i < often; i++) {
      begun += bench.begin(run(workflow), NOW).isPresent() ? 1 : 0;
    }
    return begun;
  }

  @Test
  void whoHasReservedPlacesKeepsThemFromOthersUntilTheyAreGivenBack() {
    bench.open(PLACES, SHARE);
    bench.look(List.of(Lane.ofNew("a")), NOW);
    RunSlots.Turn turn = bench.next(64).orElseThrow();
    assertThat(turn.places()).isEqualTo(3);
    assertThat(begin("a", 1)).isZero();
    bench.end(turn, 0, NOW);
    assertThat(begin("a", 4)).isEqualTo(3);
  }

  @Test
  void nobodyPassesByThoseWhoWaitInTheSameLaneEvenWhileOneLooksIntoIt() {
    bench.open(PLACES, SHARE);
    Lane lane = Lane.ofNew("a");
    bench.look(List.of(lane), NOW);
    RunSlots.Turn first = bench.next(1).orElseThrow();
    bench.end(first, 1, NOW);
    assertThat(bench.next(1)).map(RunSlots.Turn::lane).contains(lane);
    assertThat(begin("a", 1)).as("more may wait").isZero();

    bench.end(new RunSlots.Turn(lane, NOW, 1), 0, NOW);
    assertThat(begin("a", 1)).as("none did").isOne();
  }

  @Test
  void aWorkflowWhoseShareIsUsedUpIsNotInTheWayOfOthers() {
    bench.open(PLACES, SHARE);
    assertThat(begin("a", 4)).isEqualTo(3);
    bench.look(List.of(Lane.ofNew("a")), NOW);
    assertThat(begin("b", 1)).isOne();
    bench.look(List.of(Lane.ofNew("c")), NOW);
    assertThat(begin("b", 1)).as("it is the turn of another").isZero();
  }

  @Test
  void aRunThatIsTakenAgainHasOnePlaceAndWhoLostItDoesNotFreeIt() {
    bench.open(PLACES, SHARE);
    Run run = run("a");
    RunLease first = bench.begin(run, NOW).orElseThrow();
    run.handBack(NOW);
    bench.look(List.of(first.lane()), NOW);
    assertThat(bench.next(1)).isPresent();
    run.begin("node", NOW);
    RunLease again = RunLease.of(run);
    bench.take(again);

    bench.leave(first);
    assertThat(bench.runs()).containsExactly(again);
    assertThat(begin("a", 4)).isEqualTo(2);
    bench.leave(again);
    assertThat(begin("a", 4)).isOne();
  }

  @Test
  void howeverManyTakeAndLeaveAtOnceThereAreNeverMoreThanThePlaces() throws Exception {
    bench.open(PLACES, SHARE);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    Threads threads = new Threads(8);
    CompletableFuture<?>[] all = new CompletableFuture<?>[8];
    for (int thread = 0; thread < all.length; thread++) {
      all[thread] = threads.runAsync(() -> takeAndLeave(most, begun));
    }
    CompletableFuture.allOf(all).get(1, TimeUnit.MINUTES);
    threads.end();
    assertThat(most.get()).isBetween(1, PLACES);
    assertThat(begun.get()).isPositive();
    assertThat(bench.size()).isZero();
    assertThat(begin("a", 4)).isEqualTo(3);
    assertThat(begin("b", 4)).isEqualTo(2);
  }

  private void takeAndLeave(AtomicInteger most, AtomicInteger begun) {
    for (int i = 0; i < 2_000; i++) {
      Optional<RunLease> mine = bench.begin(run(i % 2 == 0 ? "a" : "b"), NOW);
      most.accumulateAndGet(bench.size(), Math::max);
      begun.addAndGet(mine.isPresent() ? 1 : 0);
      mine.ifPresent(bench::leave);
    }
  }
}
