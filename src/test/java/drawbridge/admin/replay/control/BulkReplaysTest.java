package drawbridge.admin.replay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.runs.Queries;
import drawbridge.admin.control.runs.RunLine;
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

/** Tests which runs a bulk replay replays, and its progress. */
@OnEveryStore
class BulkReplaysTest {

  private final ReplayFixture fixture;

  private final Plans plans;

  BulkReplaysTest(Store store) {
    plans = new Plans(store.open());
    fixture = new ReplayFixture(plans.watched());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void everyMatchingRunIsReplayedOnceWithItsLineage() {
    List<String> originals = fixture.ended(5, RunState.FAILED);
    fixture.ended(3, RunState.SUCCEEDED);

    BulkReplay replay = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);

    assertThat(replay.state()).isEqualTo(BulkState.DONE);
    assertThat(replay.progress().total()).isEqualTo(5);
    assertThat(replay.progress().done()).isEqualTo(5);
    assertThat(fixture.replayed(replay)).containsExactlyElementsOf(originals);
    assertThat(fixture.originalsOfReplays()).containsExactlyInAnyOrderElementsOf(originals);
  }

  @Test
  void laterRunsAndOwnReplaysAreExcluded() {
    List<String> originals = fixture.ended(3, RunState.FAILED);
    BulkReplay replay = fixture.start(Queries.all(1), ReplayFixture.REQUEST);
    fixture.clock.move(Duration.ofMillis(1));
    fixture.ended(2, RunState.FAILED);
    fixture.clock.move(Duration.ofHours(-1)); // the clock of this node is late

    fixture.pass(Duration.ofHours(2));

    assertThat(fixture.now(replay).state()).isEqualTo(BulkState.DONE);
    assertThat(fixture.originalsOfReplays()).containsExactlyInAnyOrderElementsOf(originals);
  }

  @Test
  void runThatFailedAfterTheStartDoesNotMatch() {
    String early = fixture.ended(1, RunState.FAILED).get(0);
    String late = fixture.open(Optional.empty(), Optional.empty());
    BulkReplay replay = fixture.start(fixture.failed(), ReplayFixture.REQUEST);
    fixture.clock.move(Duration.ofSeconds(1));
    fixture.end(late, RunState.FAILED);

    fixture.pass(Duration.ofSeconds(2));

    assertThat(fixture.replayed(replay)).containsExactly(early);
  }

  @Test
  void replayKeepsItsRate() {
    fixture.ended(48, RunState.FAILED);
    BulkReplay replay =
        fixture.start(fixture.failed(), new ReplayRequest(false, false, 10, Optional.of("ada")));

    fixture.pass(Duration.ofMillis(100));
    assertThat(fixture.now(replay).progress().done()).isEqualTo(5);
    assertThat(fixture.now(replay).estimatedEnd(fixture.clock.instant()))
        .contains(fixture.clock.instant().plusMillis(4300));
    fixture.pass(Duration.ofMillis(900));
    assertThat(fixture.now(replay).progress().done()).isBetween(10L, 15L);
    fixture.clock.move(Duration.ofHours(1)); // no node ran: makes up for one second only
    fixture.worker.work();
    assertThat(fixture.now(replay).progress().done()).isBetween(25L, 30L);
    fixture.pass(Duration.ofSeconds(1));
    fixture.pass(Duration.ofSeconds(1));
    assertThat(fixture.now(replay).state()).isEqualTo(BulkState.DONE);
    assertThat(fixture.now(replay).request().askedBy()).contains("ada");
    assertThat(fixture.now(replay).estimatedEnd(fixture.clock.instant())).isEmpty();
  }

  @Test
  void runsWithALaterSuccessAreSkippedAndCounted() {
    String alone = fixture.ended(1, RunState.FAILED).get(0);
    String repeated = fixture.ended(1, RunState.FAILED).get(0);
    String again = fixture.end(fixture.replay(repeated), RunState.FAILED);
    fixture.end(fixture.replay(again), RunState.SUCCEEDED);
    String early =
        fixture.end(fixture.open(Optional.of("order-1"), Optional.empty()), RunState.FAILED);
    String later =
        fixture.end(fixture.open(Optional.of("order-1"), Optional.empty()), RunState.FAILED);
    fixture.end(fixture.replay(later), RunState.SUCCEEDED);
    fixture.end(fixture.open(Optional.of("order-2"), Optional.empty()), RunState.SUCCEEDED);
    String worse =
        fixture.end(fixture.open(Optional.of("order-2"), Optional.empty()), RunState.FAILED);

    BulkReplay replay =
        fixture.finished(fixture.failed(), new ReplayRequest(false, true, 50, Optional.empty()));

    assertThat(fixture.replayed(replay)).containsExactly(alone, worse);
    assertThat(fixture.lines(replay))
        .filteredOn(line -> line.replay() == null)
        .extracting(BulkReplayRun::original)
        .containsExactlyInAnyOrder(repeated, early, later);
    assertThat(replay.progress().skipped()).isEqualTo(3);
    assertThat(replay.progress().reasons()).isEqualTo("{\"A later run succeeded.\":3}");
  }

  @Test
  void latestDefinitionIsUsedAndARemovedOneIsImpossible() {
    fixture.ended(2, RunState.FAILED);
    fixture.saveAnotherVersion();
    ReplayRequest latest = new ReplayRequest(true, false, 50, Optional.empty());
    BulkReplay first = fixture.finished(fixture.failed(), latest);
    fixture.endReplays(first, RunState.FAILED);
    assertThat(fixture.versionsOfReplays()).containsOnly(2);

    fixture.removeWorkflow();
    BulkReplay without = fixture.finished(fixture.failed(), latest);

    assertThat(without.progress().done()).isZero();
    assertThat(without.progress().impossible()).isEqualTo(2);
    assertThat(without.progress().reasons())
        .isEqualTo("{\"The workflow was removed; replay the original definition.\":2}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void replayedRunsStartAtOnceUnlessTheWorkflowIsPaused(boolean isLatest) {
    fixture.ended(1, RunState.FAILED);
    ReplayRequest request = new ReplayRequest(isLatest, false, 50, Optional.empty());
    fixture.places(8);
    fixture.finished(fixture.failed(), request);
    fixture.hold(true);
    fixture.finished(Queries.all(1), request);
    fixture.hold(false);
    fixture.places(0);
    assertThat(fixture.statesOfReplays()).containsExactly(RunState.RUNNING, RunState.QUEUED);
  }

  @Test
  void replayIsPausedResumedAndCancelled() {
    fixture.ended(100, RunState.FAILED);
    BulkReplays replays = fixture.replays;
    BulkReplay replay =
        fixture.start(fixture.failed(), new ReplayRequest(false, false, 10, Optional.empty()));
    fixture.pass(Duration.ofSeconds(1));

    assertThat(replays.steer(fixture.workspace, replay.id(), BulkState.PAUSED))
        .isEqualTo(Steered.YES);
    assertThat(replays.steer(fixture.workspace, replay.id(), BulkState.PAUSED))
        .isEqualTo(Steered.YES);
    long done = fixture.now(replay).progress().done();
    fixture.pass(Duration.ofMinutes(1));
    assertThat(fixture.now(replay).progress().done()).isEqualTo(done).isBetween(10L, 15L);

    assertThat(replays.steer(fixture.workspace, replay.id(), BulkState.RUNNING))
        .isEqualTo(Steered.YES);
    fixture.pass(Duration.ofSeconds(1));
    assertThat(fixture.now(replay).progress().done()).isBetween(done + 10, done + 25);

    assertThat(replays.steer(fixture.workspace, replay.id(), BulkState.CANCELLED))
        .isEqualTo(Steered.YES);
    assertThat(replays.steer(fixture.workspace, replay.id(), BulkState.CANCELLED))
        .isEqualTo(Steered.YES);
    done = fixture.now(replay).progress().done();
    fixture.pass(Duration.ofMinutes(1));
    assertThat(fixture.now(replay).progress().done()).isEqualTo(done);
    assertThat(fixture.now(replay).state()).isEqualTo(BulkState.CANCELLED);
    assertThat(replays.steer(fixture.workspace, replay.id(), BulkState.RUNNING))
        .isEqualTo(Steered.ENDED);
    assertThat(replays.steer(Ids.next(1), replay.id(), BulkState.PAUSED))
        .isEqualTo(Steered.UNKNOWN);
    assertThat(replays.steer(fixture.workspace, Ids.next(1), BulkState.PAUSED))
        .isEqualTo(Steered.UNKNOWN);
  }

  @Test
  void previewCountsAndSamplesAndWritesNothing() {
    List<String> originals = fixture.ended(12, RunState.FAILED);

    Previews.Preview preview = fixture.previews.of(fixture.workspace, fixture.failed());

    assertThat(preview.count()).isEqualTo(12);
    assertThat(preview.more()).isFalse();
    assertThat(preview.sample())
        .extracting(RunLine::runId)
        .containsExactlyElementsOf(originals.subList(0, 10));
    assertThat(fixture.replays.list(fixture.workspace, Optional.empty(), 10).items()).isEmpty();
    assertThat(fixture.originalsOfReplays()).isEmpty();
  }

  @Test
  void previewStopsCountingAtItsLimit() {
    fixture.past(Previews.MOST_COUNTED + 1);
    assertThat(fixture.previews.of(fixture.workspace, Queries.all(1)))
        .returns(Previews.MOST_COUNTED, Previews.Preview::count)
        .returns(true, Previews.Preview::more);
  }

  @Test
  void rareRunsAreFound() {
    fixture.past(6_000);
    String rare = fixture.ended(1, RunState.FAILED).get(0);
    fixture.past(6_000);
    fixture.clock.move(Duration.ofMinutes(1));

    BulkReplay replay = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);

    assertThat(fixture.replayed(replay)).containsExactly(rare);
    assertThat(replay.progress().total()).isEqualTo(1);
  }

  @Test
  void noQueryScansAllRuns() throws Exception {
    fixture.past(10_000);
    fixture.ended(20, RunState.FAILED);
    plans.analyze();
    plans.clear();

    BulkReplay replay =
        fixture.finished(fixture.failed(), new ReplayRequest(true, true, 50, Optional.empty()));

    assertThat(replay.progress().done()).isEqualTo(20);
    assertThat(plans.size()).isGreaterThan(20);
    assertThat(plans.wholeTables()) // small tables may be scanned
        .noneMatch(plan -> plan.matches("(?s).*(Seq Scan on run\\b|\\bRUN\\.tableScan).*"));
  }

  @Test
  void listsArePagedByWorkspaceNewestFirst() {
    String first = fixture.finished(fixture.failed(), ReplayFixture.REQUEST).id();
    fixture.clock.move(Duration.ofMillis(1));
    String second = fixture.finished(fixture.failed(), ReplayFixture.REQUEST).id();

    Page<BulkReplay, String> page = fixture.replays.list(fixture.workspace, Optional.empty(), 1);
    assertThat(page.items()).extracting(BulkReplay::id).containsExactly(second);
    assertThat(fixture.replays.list(fixture.workspace, page.next(), 1).items())
        .extracting(BulkReplay::id)
        .containsExactly(first);
    assertThat(fixture.replays.list(Ids.next(1), Optional.empty(), 1).items()).isEmpty();
  }

  @Test
  void databaseRejectsASecondOutcomeOfARun() {
    String original = fixture.ended(1, RunState.FAILED).get(0);
    BulkReplay replay = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);
    assertThatThrownBy(
            () -> fixture.insert(BulkReplayRun.replayed(replay.id(), original, Ids.next(1))))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void oldReplaysAreRemovedWithTheirLines() {
    fixture.ended(7, RunState.FAILED);
    BulkReplay old = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);
    Instant then = fixture.clock.instant();
    fixture.clock.move(Duration.ofDays(1));
    BulkReplay open = fixture.start(fixture.failed(), ReplayFixture.REQUEST);
    OldBulkReplays removal = fixture.container.get(OldBulkReplays.class);

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
    assertThat(fixture.lines(old)).isEmpty();
    assertThat(fixture.replays.find(fixture.workspace, old.id())).isEmpty();
    assertThat(fixture.replays.find(fixture.workspace, open.id())).isPresent();
  }
}
