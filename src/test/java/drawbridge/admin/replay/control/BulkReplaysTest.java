package drawbridge.admin.replay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.control.BulkReplays.Steered;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkReplayRun;
import drawbridge.admin.replay.entity.BulkState;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Plans;
import drawbridge.fixture.Store;
import drawbridge.platform.Ids;
import drawbridge.platform.store.Purge;
import drawbridge.run.entity.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bulk replay repeats, and what it says of itself. */
@OnEveryStore
class BulkReplaysTest {

  private final ReplayFixture house;

  private final Plans plans;

  BulkReplaysTest(Store store) {
    plans = new Plans(store.open());
    house = new ReplayFixture(plans.watched());
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void everyRunThatIsFoundIsRepeatedOnceWithItsLineage() {
    List<String> originals = house.ended(5, RunState.FAILED);
    house.ended(3, RunState.SUCCEEDED);

    BulkReplay replay = house.finished(house.failed(), ReplayFixture.WISH);

    assertThat(replay.state()).isEqualTo(BulkState.DONE);
    assertThat(replay.progress().total()).isEqualTo(5);
    assertThat(replay.progress().done()).isEqualTo(5);
    assertThat(house.replayed(replay)).containsExactlyElementsOf(originals);
    assertThat(house.originalsOfReplays()).containsExactlyInAnyOrderElementsOf(originals);
  }

  @Test
  void neitherWhatComesLaterNorItsOwnRunsAreInIt() {
    List<String> originals = house.ended(3, RunState.FAILED);
    BulkReplay replay = house.start(RunQuery.all(1), ReplayFixture.WISH);
    house.clock.move(Duration.ofMillis(1));
    house.ended(2, RunState.FAILED);
    house.clock.move(Duration.ofHours(-1)); // this node's clock is behind that of the first

    house.pass(Duration.ofHours(2));

    assertThat(house.now(replay).state()).isEqualTo(BulkState.DONE);
    assertThat(house.originalsOfReplays()).containsExactlyInAnyOrderElementsOf(originals);
  }

  @Test
  void aRunThatFailedAfterTheStartIsNotAmongTheFailed() {
    String early = house.ended(1, RunState.FAILED).get(0);
    String late = house.open(Optional.empty(), Optional.empty());
    BulkReplay replay = house.start(house.failed(), ReplayFixture.WISH);
    house.clock.move(Duration.ofSeconds(1));
    house.end(late, RunState.FAILED);

    house.pass(Duration.ofSeconds(2));

    assertThat(house.replayed(replay)).containsExactly(early);
  }

  @Test
  void itRepeatsNoMoreThanItsRate() {
    house.ended(48, RunState.FAILED);
    BulkReplay replay =
        house.start(house.failed(), new ReplayRequest(false, false, 10, Optional.of("ada")));

    house.pass(Duration.ofMillis(100));
    assertThat(house.now(replay).progress().done()).isEqualTo(5);
    assertThat(house.now(replay).estimatedEnd(house.clock.instant()))
        .contains(house.clock.instant().plusMillis(4300));
    house.pass(Duration.ofMillis(900));
    assertThat(house.now(replay).progress().done()).isBetween(10L, 15L);
    house.clock.move(Duration.ofHours(1)); // nobody worked: it may catch up on a second, not more
    house.worker.work();
    assertThat(house.now(replay).progress().done()).isBetween(25L, 30L);
    house.pass(Duration.ofSeconds(1));
    house.pass(Duration.ofSeconds(1));
    assertThat(house.now(replay).state()).isEqualTo(BulkState.DONE);
    assertThat(house.now(replay).wish().askedBy()).contains("ada");
    assertThat(house.now(replay).estimatedEnd(house.clock.instant())).isEmpty();
  }

  @Test
  void runsThatSomebodyHasSucceededForSinceAreSkippedAndCounted() {
    String alone = house.ended(1, RunState.FAILED).get(0);
    String repeated = house.ended(1, RunState.FAILED).get(0);
    String again = house.end(house.replay(repeated), RunState.FAILED);
    house.end(house.replay(again), RunState.SUCCEEDED);
    String early = house.end(house.open(Optional.of("order-1"), Optional.empty()), RunState.FAILED);
    String later = house.end(house.open(Optional.of("order-1"), Optional.empty()), RunState.FAILED);
    house.end(house.replay(later), RunState.SUCCEEDED);
    house.end(house.open(Optional.of("order-2"), Optional.empty()), RunState.SUCCEEDED);
    String worse = house.end(house.open(Optional.of("order-2"), Optional.empty()), RunState.FAILED);

    BulkReplay replay =
        house.finished(house.failed(), new ReplayRequest(false, true, 50, Optional.empty()));

    assertThat(house.replayed(replay)).containsExactly(alone, worse);
    assertThat(house.lines(replay))
        .filteredOn(line -> line.replay() == null)
        .extracting(BulkReplayRun::original)
        .containsExactlyInAnyOrder(repeated, again, early, later);
    assertThat(replay.progress().skipped()).isEqualTo(4);
    assertThat(replay.progress().reasons()).isEqualTo("{\"A later run succeeded.\":4}");
  }

  @Test
  void theLatestDefinitionIsTakenAndWithoutOneItIsImpossible() {
    house.ended(2, RunState.FAILED);
    house.saveAnotherVersion();
    ReplayRequest latest = new ReplayRequest(true, false, 50, Optional.empty());
    house.finished(house.failed(), latest);
    assertThat(house.versionsOfReplays()).containsOnly(2);

    house.removeWorkflow();
    BulkReplay without = house.finished(house.failed(), latest);

    assertThat(without.progress().done()).isZero();
    assertThat(without.progress().impossible()).isEqualTo(2);
    assertThat(without.progress().reasons())
        .isEqualTo("{\"The workflow was removed; replay the original definition.\":2}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatItRepeatsBeginsWithItAndWaitsWhereTheWorkflowIsHeld(boolean isLatest) {
    house.ended(1, RunState.FAILED);
    ReplayRequest wish = new ReplayRequest(isLatest, false, 50, Optional.empty());
    house.places(8);
    house.finished(house.failed(), wish);
    house.hold(true);
    house.finished(house.failed(), wish);
    house.hold(false);
    house.places(0);
    assertThat(house.statesOfReplays()).containsExactly(RunState.RUNNING, RunState.QUEUED);
  }

  @Test
  void pausedAndResumedAndCancelled() {
    house.ended(100, RunState.FAILED);
    BulkReplays replays = house.replays;
    BulkReplay replay =
        house.start(house.failed(), new ReplayRequest(false, false, 10, Optional.empty()));
    house.pass(Duration.ofSeconds(1));

    assertThat(replays.pause(house.workspace, replay.id())).isEqualTo(Steered.YES);
    assertThat(replays.pause(house.workspace, replay.id())).isEqualTo(Steered.YES);
    long done = house.now(replay).progress().done();
    house.pass(Duration.ofMinutes(1));
    assertThat(house.now(replay).progress().done()).isEqualTo(done).isBetween(10L, 15L);

    assertThat(replays.resume(house.workspace, replay.id())).isEqualTo(Steered.YES);
    house.pass(Duration.ofSeconds(1));
    assertThat(house.now(replay).progress().done()).isBetween(done + 10, done + 25);

    assertThat(replays.cancel(house.workspace, replay.id())).isEqualTo(Steered.YES);
    assertThat(replays.cancel(house.workspace, replay.id())).isEqualTo(Steered.YES);
    done = house.now(replay).progress().done();
    house.pass(Duration.ofMinutes(1));
    assertThat(house.now(replay).progress().done()).isEqualTo(done);
    assertThat(house.now(replay).state()).isEqualTo(BulkState.CANCELLED);
    assertThat(replays.resume(house.workspace, replay.id())).isEqualTo(Steered.ENDED);
    assertThat(replays.pause(Ids.next(1), replay.id())).isEqualTo(Steered.UNKNOWN);
    assertThat(replays.pause(house.workspace, Ids.next(1))).isEqualTo(Steered.UNKNOWN);
  }

  @Test
  void aPreviewCountsAndShowsTheFirstAndWritesNothing() {
    List<String> originals = house.ended(12, RunState.FAILED);

    Previews.Preview preview = house.previews.of(house.workspace, house.failed());

    assertThat(preview.count()).isEqualTo(12);
    assertThat(preview.more()).isFalse();
    assertThat(preview.sample())
        .extracting(run -> run.id())
        .containsExactlyElementsOf(originals.subList(0, 10));
    assertThat(house.replays.list(house.workspace, Optional.empty(), 10).replays()).isEmpty();
    assertThat(house.originalsOfReplays()).isEmpty();
  }

  @Test
  void aPreviewStopsCountingAtItsBound() {
    house.past(Previews.MOST_COUNTED + 1);
    assertThat(house.previews.of(house.workspace, RunQuery.all(1)))
        .returns(Previews.MOST_COUNTED, Previews.Preview::count)
        .returns(true, Previews.Preview::more);
  }

  @Test
  void runsAreFoundHoweverRareTheyAreAmongTheOthers() {
    house.past(6_000);
    String rare = house.ended(1, RunState.FAILED).get(0);
    house.past(6_000);
    house.clock.move(Duration.ofMinutes(1));

    BulkReplay replay = house.finished(house.failed(), ReplayFixture.WISH);

    assertThat(house.replayed(replay)).containsExactly(rare);
    assertThat(replay.progress().total()).isEqualTo(1);
  }

  @Test
  void noQueryReadsAllRuns() throws Exception {
    house.past(10_000);
    house.ended(20, RunState.FAILED);
    plans.analyze();
    plans.clear();

    BulkReplay replay =
        house.finished(house.failed(), new ReplayRequest(true, true, 50, Optional.empty()));

    assertThat(replay.progress().done()).isEqualTo(20);
    assertThat(plans.size()).isGreaterThan(20);
    assertThat(plans.wholeTables()) // tables of a few rows are read whole, and should be
        .noneMatch(plan -> plan.matches("(?s).*(Seq Scan on run\\b|\\bRUN\\.tableScan).*"));
  }

  @Test
  void listsArePagesNewestFirstOfOneWorkspace() {
    String first = house.finished(house.failed(), ReplayFixture.WISH).id();
    house.clock.move(Duration.ofMillis(1));
    String second = house.finished(house.failed(), ReplayFixture.WISH).id();

    BulkReplays.Page page = house.replays.list(house.workspace, Optional.empty(), 1);
    assertThat(page.replays()).extracting(BulkReplay::id).containsExactly(second);
    assertThat(house.replays.list(house.workspace, page.next(), 1).replays())
        .extracting(BulkReplay::id)
        .containsExactly(first);
    assertThat(house.replays.list(Ids.next(1), Optional.empty(), 1).replays()).isEmpty();
  }

  @Test
  void theStoreItselfTakesNoRunTwice() {
    String original = house.ended(1, RunState.FAILED).get(0);
    BulkReplay replay = house.finished(house.failed(), ReplayFixture.WISH);
    assertThatThrownBy(
            () -> house.insert(BulkReplayRun.replayed(replay.id(), original, Ids.next(1))))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void oldOnesAreRemovedWithTheirLinesAndOthersStay() {
    house.ended(7, RunState.FAILED);
    BulkReplay old = house.finished(house.failed(), ReplayFixture.WISH);
    Instant then = house.clock.instant();
    house.clock.move(Duration.ofDays(1));
    BulkReplay open = house.start(house.failed(), ReplayFixture.WISH);
    OldBulkReplays removal = house.container.get(OldBulkReplays.class);

    assertThat(removal.remove(then.minusSeconds(60), "", 3).removed()).isZero();
    String after = "";
    int removed = 0;
    for (Optional<String> next = Optional.of(""); next.isPresent(); ) {
      Purge.Batch batch = removal.remove(then, after, 3);
      removed += batch.removed();
      next = batch.next();
      after = next.orElse("");
    }

    assertThat(removed).isEqualTo(8);
    assertThat(house.lines(old)).isEmpty();
    assertThat(house.replays.find(house.workspace, old.id())).isEmpty();
    assertThat(house.replays.find(house.workspace, open.id())).isPresent();
  }
}
