package drawbridge.admin.replay.control;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkReplayRun;
import drawbridge.admin.replay.entity.BulkState;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.PastRuns;
import drawbridge.fixture.TestContainer;
import drawbridge.fixture.Threads;
import drawbridge.platform.Ids;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.ReplayOutcome;
import drawbridge.run.control.Replays;
import drawbridge.run.control.RunInserts;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.RunSlots;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workspace.control.Workspaces;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/** A node that runs bulk replays, and runs that end on request. */
final class ReplayFixture implements AutoCloseable {

  static final ReplayRequest REQUEST = new ReplayRequest(false, false, 1_000, Optional.empty());

  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: Hello%s}
      """;

  final MovableClock clock;
  final TestContainer container;
  final BulkReplays replays;
  final Previews previews;
  final ReplayWorker worker;
  final String workspace;
  private final DataSource store;
  private final Threads threads = Threads.direct();

  ReplayFixture(DataSource store) {
    this(store, new MovableClock());
  }

  /** Creates another node on a store. */
  ReplayFixture(DataSource store, MovableClock clock) {
    this.store = store;
    this.clock = clock;
    container =
        new TestContainer(store)
            .with(Clock.class, clock)
            .with(Config.class, nothingSet())
            .with(ManagedScheduledExecutorService.class, threads);
    replays = container.get(BulkReplays.class);
    previews = container.get(Previews.class);
    worker = container.get(ReplayWorker.class);
    Workspaces workspaces = container.get(Workspaces.class);
    workspace =
        workspaces
            .find("default")
            .or(() -> workspaces.create("default", "a secret"))
            .orElseThrow()
            .id();
    save("");
  }

  private static Config nothingSet() {
    return (Config)
        Proxy.newProxyInstance(
            Config.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> Optional.empty());
  }

  private void save(String more) {
    var unused =
        container
            .get(Catalogue.class)
            .save(workspace, "greet", GREET.formatted(more), DefinitionFormat.YAML);
  }

  void saveAnotherVersion() {
    save(" again");
  }

  void removeWorkflow() {
    container.get(Catalogue.class).remove(workspace, "greet");
  }

  /** Sets how many runs may run on this node at once. */
  void places(int most) {
    container.get(RunSlots.class).open(most, most);
  }

  void hold(boolean isHeld) {
    container.get(Catalogue.class).pause(workspace, "greet", isHeld);
  }

  /** Creates runs that were accepted and ended one after the other. */
  List<String> ended(int count, RunState state) {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      ids.add(end(open(Optional.empty(), Optional.empty()), state));
    }
    return ids;
  }

  String open(Optional<String> uid, Optional<String> replayOf) {
    return open(uid, replayOf, Optional.empty());
  }

  /** Creates a run that a step of another run started. */
  String child(String parent) {
    return open(Optional.empty(), Optional.empty(), Optional.of(parent));
  }

  private String open(Optional<String> uid, Optional<String> replayOf, Optional<String> parent) {
    clock.move(Duration.ofMillis(1));
    String id = Ids.next(clock.millis());
    PinnedVersion pinned =
        Objects.requireNonNull(
            container.get(VersionResolver.class).resolve(workspace, List.of("greet")).get("greet"));
    container
        .get(RunInserts.class)
        .insert(
            List.of(
                new NewRun(
                    id,
                    workspace,
                    pinned,
                    uid,
                    parent.map(it -> stored(it).requestId()).orElse(id),
                    "{}",
                    "{\"a\":1}",
                    parent.map(it -> new NewRun.Parent(it, "/0", 1)),
                    replayOf,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())));
    return id;
  }

  private Run stored(String run) {
    return container.get(Ledger.class).find(run).orElseThrow();
  }

  String replay(String run) {
    clock.move(Duration.ofMillis(1));
    Run original = stored(run);
    return container
        .get(Replays.class)
        .fromTop(original, original.pinned())
        .match(ReplayOutcome.Started::runId, ReplayOutcome.Impossible::detail);
  }

  String end(String run, RunState state) {
    container.inTransaction(
        () -> {
          Run it = entities().find(Run.class, run);
          it.begin("node", clock.instant());
          if (state == RunState.SUCCEEDED) {
            it.end(Ending.succeeded("{}", "{}", clock.instant()));
          } else {
            it.end(Ending.failed("{}", null, clock.instant()));
          }
        });
    return run;
  }

  /** Ends all runs that a bulk replay started. */
  void endReplays(BulkReplay replay, RunState state) {
    lines(replay).stream()
        .map(BulkReplayRun::replay)
        .filter(Objects::nonNull)
        .forEach(run -> end(run, state));
  }

  /** Returns the run that a bulk replay started for an original. */
  String replayOf(BulkReplay replay, String original) {
    return Objects.requireNonNull(
        lines(replay).stream()
            .filter(line -> line.original().equals(original))
            .findFirst()
            .orElseThrow()
            .replay());
  }

  /** Removes a run, as retention does. */
  void remove(String run) {
    container.inTransaction(() -> entities().remove(entities().find(Run.class, run)));
  }

  /** Inserts old successful runs, one per millisecond. */
  void past(int count) {
    new PastRuns(store, workspace).runs(count, 0, clock.instant());
    clock.move(Duration.ofMillis(count));
  }

  RunQuery failed() {
    return new RunQuery(
        Optional.of(RunState.FAILED),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  BulkReplay start(RunQuery query, ReplayRequest request) {
    return replays.start(workspace, query, request);
  }

  /** Starts a bulk replay and runs it to its end; the originals must have ended. */
  BulkReplay finished(RunQuery query, ReplayRequest request) {
    BulkReplay replay = start(query, request);
    for (int round = 0; now(replay).state() != BulkState.DONE; round++) {
      if (round > 1_000) {
        throw new AssertionError("it does not end");
      }
      worker.work();
      clock.move(Duration.ofSeconds(1));
    }
    return now(replay);
  }

  /** Advances the clock; this node polls five times per second. */
  void pass(Duration length) {
    for (Duration left = length; left.compareTo(Duration.ZERO) > 0; ) {
      Duration step = left.compareTo(Duration.ofHours(1)) > 0 ? left : Duration.ofMillis(100);
      clock.move(step);
      worker.work();
      left = left.minus(step);
    }
  }

  BulkReplay now(BulkReplay replay) {
    return replays.find(workspace, replay.id()).orElseThrow();
  }

  List<BulkReplayRun> lines(BulkReplay replay) {
    return query(
        BulkReplayRun.class,
        "select r from BulkReplayRun r where r.bulkReplayId = '"
            + replay.id()
            + "' order by r.original");
  }

  /** Returns the originals that it replayed, in order. */
  List<String> replayed(BulkReplay replay) {
    return lines(replay).stream()
        .filter(line -> line.replay() != null)
        .map(BulkReplayRun::original)
        .toList();
  }

  /** Returns the originals of all replays. */
  List<String> originalsOfReplays() {
    return query(
        String.class, "select r.replayOf from Run r where r.replayOf is not null order by r.id");
  }

  List<RunState> statesOfReplays() {
    return query(
        RunState.class, "select r.state from Run r where r.replayOf is not null order by r.id");
  }

  List<Integer> versionsOfReplays() {
    return query(Integer.class, "select r.version from Run r where r.replayOf is not null");
  }

  void insert(BulkReplayRun line) {
    container.inTransaction(() -> entities().persist(line));
  }

  <T> List<T> query(Class<T> type, String jpql) {
    List<T> found = new ArrayList<>();
    container.inTransaction(() -> found.addAll(entities().createQuery(jpql, type).getResultList()));
    return found;
  }

  private EntityManager entities() {
    return container.target(ReplayBatches.class).entities;
  }

  @Override
  public void close() {
    threads.end();
    container.close();
  }
}
