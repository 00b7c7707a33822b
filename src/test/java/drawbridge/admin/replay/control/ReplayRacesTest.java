package drawbridge.admin.replay.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.admin.control.runs.Queries;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.control.BulkReplays.Steered;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkState;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.SwitchedStore;
import drawbridge.run.control.OldRuns;
import drawbridge.run.entity.RunState;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs bulk replays with concurrent nodes, crashes and removals: each run is replayed once. */
@OnEveryStore
class ReplayRacesTest {

  private static final ReplayRequest FOUR_AT_ONCE =
      new ReplayRequest(false, false, 8, Optional.empty());

  private final MovableClock clock = new MovableClock();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Store on;
  private final SwitchedStore mortal;
  private final ReplayFixture one;
  private final ReplayFixture other;

  ReplayRacesTest(Store on) {
    this.on = on;
    DataSource store = on.open();
    mortal = new SwitchedStore(store);
    one = new ReplayFixture(mortal, clock);
    other = new ReplayFixture(store, clock);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    one.close();
    other.close();
  }

  @Test
  void twoNodesReplayEachRunOnce() throws Exception {
    List<String> originals = one.ended(200, RunState.FAILED);
    BulkReplay replay =
        one.start(one.failed(), new ReplayRequest(false, false, 40, Optional.empty()));
    CyclicBarrier together = new CyclicBarrier(2);
    Future<Boolean> first = threads.submit(() -> finish(one, replay, together));
    Future<Boolean> second = threads.submit(() -> finish(other, replay, together));

    assertThat(first.get() && second.get()).isTrue();

    assertReplayedOnce(other.now(replay), originals);
  }

  private boolean finish(ReplayFixture node, BulkReplay replay, CyclicBarrier together)
      throws Exception {
    while (node.now(replay).state() != BulkState.DONE) {
      together.await();
      node.worker.work();
      if (together.await() == 0) {
        clock.move(Duration.ofMillis(200));
      }
    }
    return true;
  }

  /** Crashes before each commit, and after each commit before it returns. */
  @Test
  void crashAtAnyCommitReplaysEachRunOnce() {
    boolean isReached = true;
    int deaths = 0;
    for (int commit = 1; isReached; commit++) {
      for (boolean done : new boolean[] {false, true}) {
        clock.move(Duration.ofSeconds(1));
        Instant from = clock.instant();
        List<String> originals = other.ended(10, RunState.FAILED);
        BulkReplay replay = other.start(failedSince(from), FOUR_AT_ONCE);
        mortal.offAtCommit(commit, done);
        for (int round = 0; round < 12 && !mortal.isOff(); round++) {
          one.worker.work();
          clock.move(Duration.ofMillis(300));
        }
        isReached = mortal.isOff();
        deaths += isReached ? 1 : 0;
        mortal.offAtCommit(0, false);
        mortal.on();

        other.pass(Duration.ofSeconds(2));

        assertThat(other.now(replay).state()).as("commit %s", commit).isEqualTo(BulkState.DONE);
        assertReplayedOnce(other.now(replay), originals);
      }
    }
    assertThat(deaths).isEqualTo(2 * (1 + 3)); // one count, and ten runs in three batches
  }

  @Test
  void cancelledReplayStartsNoRun() throws Exception {
    one.ended(300, RunState.FAILED);
    BulkReplay replay = one.start(one.failed(), ReplayFixture.REQUEST);
    Future<?> work =
        threads.submit(
            () -> {
              while (one.now(replay).state() == BulkState.RUNNING) {
                one.worker.work();
                clock.move(Duration.ofMillis(50));
              }
            });
    while (other.originalsOfReplays().isEmpty()) {
      Thread.onSpinWait();
    }

    Steered steered = other.replays.steer(other.workspace, replay.id(), BulkState.CANCELLED);

    int repeated = other.originalsOfReplays().size();
    work.get();
    one.pass(Duration.ofSeconds(5));
    assertThat(other.originalsOfReplays()).hasSize(repeated).doesNotHaveDuplicates();
    assertThat(other.now(replay).progress().done()).isEqualTo(repeated);
    assertThat(other.now(replay).state())
        .isEqualTo(steered == Steered.YES ? BulkState.CANCELLED : BulkState.DONE);
  }

  @Test
  void runsRemovedByRetentionAreCounted() throws Exception {
    Instant then = clock.instant();
    one.past(600);
    BulkReplay replay =
        one.start(Queries.all(1), new ReplayRequest(false, false, 400, Optional.empty()));
    one.worker.work(); // counts the runs and starts
    Future<?> removal =
        threads.submit(
            () -> {
              OldRuns old = other.container.get(OldRuns.class);
              String after = one.now(replay).progress().place();
              for (Optional<String> next = Optional.of(after); next.isPresent(); ) {
                next = old.remove(then.plusMillis(400), next.get(), 20).next();
              }
            });

    one.pass(Duration.ofSeconds(5));
    removal.get();

    BulkReplay now = one.now(replay);
    assertThat(now.state()).isEqualTo(BulkState.DONE);
    assertThat(now.progress().total()).isEqualTo(600);
    assertThat(now.progress().done() + now.removed()).isEqualTo(600);
    assertThat(one.replayed(now)).hasSize((int) now.progress().done());
    assertThat(one.originalsOfReplays()).containsExactlyInAnyOrderElementsOf(one.replayed(now));
  }

  @Test
  void removedWorkspaceLeavesNoRows() throws Exception {
    one.ended(200, RunState.FAILED);
    BulkReplay replay =
        one.start(one.failed(), new ReplayRequest(false, false, 40, Optional.empty()));
    Callable<Boolean> work =
        () -> {
          while (one.replays.find(one.workspace, replay.id()).isPresent()) {
            one.worker.work();
            clock.move(Duration.ofMillis(200));
          }
          return true;
        };
    Future<Boolean> working = threads.submit(work);
    while (other.originalsOfReplays().isEmpty()) {
      Thread.onSpinWait();
    }

    WorkspaceCommands commands = remover().container.get(WorkspaceCommands.class);
    Workspace workspace = one.container.get(Workspaces.class).find("default").orElseThrow();
    boolean isRemoved = commands.remove(workspace, true);

    assertThat(isRemoved).isTrue();
    assertThat(working.get()).isTrue();
    one.worker.work();
    assertThat(other.query(Long.class, "select count(r) from Run r")).containsExactly(0L);
    assertThat(other.query(Long.class, "select count(r) from BulkReplayRun r")).containsExactly(0L);
  }

  /** Returns another node if the database supports several. */
  private ReplayFixture remover() {
    return on == Store.H2 ? one : other;
  }

  private RunQuery failedSince(Instant from) {
    return new RunQuery(
        Optional.of(RunState.FAILED),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(from),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  private void assertReplayedOnce(BulkReplay replay, List<String> originals) {
    assertThat(other.replayed(replay)).containsExactlyElementsOf(originals);
    assertThat(other.originalsOfReplays()).doesNotHaveDuplicates().containsAll(originals);
    assertThat(replay.progress().done()).isEqualTo(originals.size());
    assertThat(replay.progress().total()).isEqualTo(originals.size());
  }
}
