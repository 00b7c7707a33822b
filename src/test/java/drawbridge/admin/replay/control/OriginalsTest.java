package drawbridge.admin.replay.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.admin.control.runs.Queries;
import drawbridge.admin.control.runs.RunLine;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkReplayRun;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Plans;
import drawbridge.fixture.Store;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that bulk replays replay originals, each once, and count how their runs ended. */
@OnEveryStore
@Tag("O3")
class OriginalsTest {

  private final ReplayFixture fixture;
  private final Plans plans;

  OriginalsTest(Store store) {
    plans = new Plans(store.open());
    fixture = new ReplayFixture(plans.watched());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void secondReplayOfTheFilterOffersTheSameOriginals() {
    List<String> originals = fixture.ended(6, RunState.FAILED);
    BulkReplay first = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);
    fixture.endReplays(first, RunState.FAILED);

    Previews.Preview preview = fixture.previews.of(fixture.workspace, fixture.failed());

    assertThat(preview)
        .returns(6, Previews.Preview::count)
        .returns(12, Previews.Preview::matches)
        .returns(0, Previews.Preview::repeated);
    BulkReplay second = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);
    assertThat(second.progress().total()).isEqualTo(6);
    assertThat(fixture.replayed(second)).containsExactlyElementsOf(originals);
    fixture.endReplays(second, RunState.FAILED);
    assertThat(fixture.previews.of(fixture.workspace, fixture.failed()).count()).isEqualTo(6);
  }

  @Test
  void secondReplayOfTheFilterSkipsWhatTheFirstRepeated() {
    List<String> originals = fixture.ended(3, RunState.FAILED);
    BulkReplay first = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);
    fixture.end(fixture.replayOf(first, originals.get(0)), RunState.SUCCEEDED);
    fixture.end(fixture.replayOf(first, originals.get(1)), RunState.FAILED);

    assertThat(fixture.previews.of(fixture.workspace, fixture.failed()))
        .returns(3, Previews.Preview::count)
        .returns(2, Previews.Preview::repeated);
    BulkReplay second = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);

    assertThat(fixture.replayed(second)).containsExactly(originals.get(1));
    assertThat(second.progress().skipped()).isEqualTo(2);
    RunQuery other = Queries.all(1);
    assertThat(fixture.previews.of(fixture.workspace, other).repeated()).isZero();
  }

  @Test
  void replayIsRepresentedByItsOriginal() {
    String original = fixture.ended(1, RunState.SUCCEEDED).get(0);
    String once = fixture.end(fixture.replay(original), RunState.FAILED);
    fixture.end(fixture.replay(once), RunState.FAILED);
    fixture.end(fixture.replay(original), RunState.FAILED);

    BulkReplay replay = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);

    assertThat(replay.progress().total()).isEqualTo(1);
    assertThat(fixture.replayed(replay)).containsExactly(original);
  }

  @Test
  void oldestReplayRepresentsARemovedOriginal() {
    String original = fixture.ended(1, RunState.FAILED).get(0);
    String first = fixture.end(fixture.replay(original), RunState.FAILED);
    fixture.end(fixture.replay(first), RunState.FAILED);
    fixture.end(fixture.replay(original), RunState.FAILED);
    fixture.remove(original);

    BulkReplay replay = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);

    assertThat(fixture.replayed(replay)).containsExactly(first);
  }

  @Test
  void childIsLeftOutWhenItsParentIsReplayed() {
    String parent = fixture.ended(1, RunState.FAILED).get(0);
    String child = fixture.end(fixture.child(parent), RunState.FAILED);
    String again = fixture.end(fixture.replay(parent), RunState.FAILED);
    fixture.end(fixture.child(again), RunState.FAILED);
    fixture.end(fixture.replay(child), RunState.FAILED);
    String succeeded = fixture.ended(1, RunState.SUCCEEDED).get(0);
    String alone = fixture.end(fixture.child(succeeded), RunState.FAILED);

    BulkReplay replay = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);

    assertThat(fixture.replayed(replay)).containsExactly(parent, alone);
  }

  @Test
  void laterReplayOfTheFilterWaitsForTheEarlierOne() {
    fixture.ended(30, RunState.FAILED);
    BulkReplay first =
        fixture.start(fixture.failed(), new ReplayRequest(false, false, 10, Optional.empty()));
    fixture.clock.move(Duration.ofMillis(1));
    BulkReplay second = fixture.start(fixture.failed(), ReplayFixture.REQUEST);
    fixture.pass(Duration.ofSeconds(10));

    assertThat(fixture.lines(first)).hasSize(30);
    assertThat(fixture.now(second).progress().skipped()).isEqualTo(30);
    assertThat(fixture.originalsOfReplays()).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void countsAreTheListsOfTheRunsThatWereStarted() throws Exception {
    fixture.past(2_000);
    fixture.ended(9, RunState.FAILED);
    BulkReplay other = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);
    fixture.endReplays(other, RunState.FAILED);
    BulkReplay replay = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);
    List<String> started =
        fixture.lines(replay).stream()
            .map(BulkReplayRun::original)
            .map(original -> fixture.replayOf(replay, original))
            .toList();
    fixture.end(started.get(0), RunState.SUCCEEDED);
    fixture.end(started.get(1), RunState.FAILED);
    fixture.end(started.get(2), RunState.FAILED);
    plans.analyze();
    plans.clear();

    ReplayedRuns.Counts counts =
        fixture.container.get(ReplayedRuns.class).of(List.of(replay.id())).get(replay.id());

    assertThat(counts).isEqualTo(new ReplayedRuns.Counts(6, 0, 0, 1, 2, 0));
    assertThat(runs(replay, RunState.QUEUED)).hasSize(6);
    assertThat(runs(replay, RunState.SUCCEEDED)).containsExactly(started.get(0));
    assertThat(runs(replay, RunState.FAILED))
        .containsExactlyInAnyOrder(started.get(1), started.get(2));
    assertThat(runs(replay, RunState.WAITING)).isEmpty();
    assertThat(plans.wholeTables())
        .noneMatch(plan -> plan.matches("(?s).*(Seq Scan on run\\b|\\bRUN\\.tableScan).*"));
    assertThat(fixture.container.get(RunSearch.class).find("elsewhere", of(replay, null)).runs())
        .isEmpty();
    assertThat(fixture.container.get(ReplayedRuns.class).of(Set.of())).isEmpty();
  }

  private List<String> runs(BulkReplay replay, RunState state) {
    return fixture
        .container
        .get(RunSearch.class)
        .find(fixture.workspace, of(replay, state))
        .runs()
        .stream()
        .map(RunLine::runId)
        .toList();
  }

  private static RunQuery of(BulkReplay replay, @Nullable RunState state) {
    return new RunQuery(
        Optional.ofNullable(state),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(replay.id()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        50);
  }

  @Test
  void runNamesTheBulkReplayThatStartedIt() {
    fixture.ended(1, RunState.FAILED);
    BulkReplay replay = fixture.finished(fixture.failed(), ReplayFixture.REQUEST);

    assertThat(fixture.query(Run.class, "select r from Run r where r.replayOf is not null"))
        .extracting(Run::bulkReplay)
        .containsExactly(replay.id());
  }
}
