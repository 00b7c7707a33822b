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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RunSlotsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SLOTS = 5;
  private static final int PER_WORKFLOW = 3;

  private final RunSlots slots = new RunSlots();

  private static Run run(String workflow) {
    return new Run(
        new NewRun(
            Ids.next(NOW.toEpochMilli()),
            "workspace",
            new PinnedVersion(workflow, workflow, "version", 1, true, false),
            Optional.empty(),
            "request",
            "{}",
            "{}",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        NOW);
  }

  @Test
  @Tag("X7")
  void noRunBeginsWhileTheMemoryIsUsedUp() {
    NodeMemory memory = new NodeMemory(10);
    slots.limit(memory);
    slots.open(4, 4);
    Lane lane = new Lane("workflow", RunState.WAITING);
    slots.announce(List.of(lane), NOW);
    NodeMemory.Share share = slots.openShare();
    share.hold(10);
    assertThat(slots.reserve(1)).isEmpty();
    assertThat(slots.hasDueLanes()).as("the lane stays in rotation").isTrue();
    share.close();
    assertThat(slots.reserve(1)).isPresent();
  }

  @Test
  void beforeOpeningAndAfterClosingNoSlotIsFree() {
    assertThat(slots.begin(run("a"), NOW)).isEmpty();
    slots.open(SLOTS, PER_WORKFLOW);
    slots.close();
    Run run = run("a");
    assertThat(slots.begin(run, NOW)).isEmpty();
    assertThat(run.state()).isEqualTo(RunState.QUEUED);
  }

  @Test
  void slotsAreLimitedForAllRunsAndForEachWorkflow() {
    slots.open(SLOTS, PER_WORKFLOW);
    assertThat(begin("a", 4)).isEqualTo(3);
    assertThat(begin("b", 4)).isEqualTo(2);
    assertThat(begin("c", 1)).isZero();
    slots.free(List.of(slots.leases().get(0)));
    assertThat(begin("c", 2)).isOne();
  }

  private long begin(String workflow, int often) {
    long begun = 0;
    for (int i = 0; i < often; i++) {
      begun += slots.begin(run(workflow), NOW).isPresent() ? 1 : 0;
    }
    return begun;
  }

  @Test
  void reservedSlotsAreNotFreeUntilTheReservationIsSettled() {
    slots.open(SLOTS, PER_WORKFLOW);
    slots.announce(List.of(Lane.ofNew("a")), NOW);
    RunSlots.Reservation reservation = slots.reserve(64).orElseThrow();
    assertThat(reservation.slots()).isEqualTo(3);
    assertThat(begin("a", 1)).isZero();
    slots.settle(reservation, 0, NOW);
    assertThat(begin("a", 4)).isEqualTo(3);
  }

  @Test
  void aNewRunWaitsWhileItsLaneMayHoldOlderRuns() {
    slots.open(SLOTS, PER_WORKFLOW);
    Lane lane = Lane.ofNew("a");
    slots.announce(List.of(lane), NOW);
    RunSlots.Reservation first = slots.reserve(1).orElseThrow();
    slots.settle(first, 1, NOW);
    assertThat(slots.reserve(1)).map(RunSlots.Reservation::lane).contains(lane);
    assertThat(begin("a", 1)).as("the lane may hold more runs").isZero();

    slots.settle(new RunSlots.Reservation(lane, NOW, 1), 0, NOW);
    assertThat(begin("a", 1)).as("the lane is empty").isOne();
  }

  @Test
  void aWorkflowWithoutFreeSlotsDoesNotBlockOthers() {
    slots.open(SLOTS, PER_WORKFLOW);
    assertThat(begin("a", 4)).isEqualTo(3);
    slots.announce(List.of(Lane.ofNew("a")), NOW);
    assertThat(begin("b", 1)).isOne();
    slots.announce(List.of(Lane.ofNew("c")), NOW);
    assertThat(begin("b", 1)).as("the lane of c is first in rotation").isZero();
  }

  @Test
  void aRunThatIsClaimedAgainOccupiesOneSlotUntilItsNewLeaseIsFreed() {
    slots.open(SLOTS, PER_WORKFLOW);
    Run run = run("a");
    RunLease first = slots.begin(run, NOW).orElseThrow();
    run.park(NOW);
    slots.announce(List.of(Lane.ofStarted(first.workflowId())), NOW);
    assertThat(slots.reserve(1)).isPresent();
    run.begin("node", NOW);
    RunLease again = RunLease.of(run);
    slots.occupy(again);

    slots.free(List.of(first));
    assertThat(slots.leases()).containsExactly(again);
    assertThat(begin("a", 4)).isEqualTo(2);
    slots.free(List.of(again));
    assertThat(begin("a", 4)).isOne();
  }

  @Test
  void aLeaseThatIsFreedTwiceFreesOneSlot() {
    slots.open(SLOTS, PER_WORKFLOW);
    assertThat(begin("a", 3)).isEqualTo(3);
    RunLease lease = slots.leases().get(0);
    slots.free(List.of(lease, lease));
    slots.free(List.of(lease));
    assertThat(begin("a", 4)).isOne();
  }

  @Test
  void concurrentThreadsNeverOccupyMoreThanTheSlots() throws Exception {
    slots.open(SLOTS, PER_WORKFLOW);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    Threads threads = new Threads(8);
    CompletableFuture<?>[] all = new CompletableFuture<?>[8];
    for (int thread = 0; thread < all.length; thread++) {
      all[thread] = threads.runAsync(() -> beginAndFree(most, begun));
    }
    CompletableFuture.allOf(all).get(1, TimeUnit.MINUTES);
    threads.end();
    assertThat(most.get()).isBetween(1, SLOTS);
    assertThat(begun.get()).isPositive();
    assertThat(slots.size()).isZero();
    assertThat(begin("a", 4)).isEqualTo(3);
    assertThat(begin("b", 4)).isEqualTo(2);
  }

  private void beginAndFree(AtomicInteger most, AtomicInteger begun) {
    for (int i = 0; i < 2_000; i++) {
      Optional<RunLease> mine = slots.begin(run(i % 2 == 0 ? "a" : "b"), NOW);
      most.accumulateAndGet(slots.size(), Math::max);
      begun.addAndGet(mine.isPresent() ? 1 : 0);
      mine.ifPresent(lease -> slots.free(List.of(lease)));
    }
  }
}
