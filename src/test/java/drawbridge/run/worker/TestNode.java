package drawbridge.run.worker;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.TestContainer;
import drawbridge.platform.Ids;
import drawbridge.platform.compute.ProcessorTime;
import drawbridge.platform.json.Json;
import drawbridge.run.control.ChildLedger;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.RunEnd;
import drawbridge.run.control.RunInserts;
import drawbridge.run.control.RunQueue;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.control.ShortRuns;
import drawbridge.run.control.Steps;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.run.interpreter.Children;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.outbound.OutboundRules;
import drawbridge.run.outbound.OutboundSettings;
import drawbridge.run.slots.RunLease;
import drawbridge.run.slots.RunSlots;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workspace.control.Workspaces;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/** A node over a store, whose tasks and clock the test steps. */
public final class TestNode implements AutoCloseable {

  public static final RunSettings SETTINGS =
      new RunSettings(
          4, 3, 2, Duration.ofMillis(500), Duration.ofSeconds(30), 1_024, Duration.ofMillis(1));

  public static final RunLimits LIMITS =
      new RunLimits(10_000, 100, Duration.ofHours(24), 1 << 20, 64 << 20, 64, 20);

  /** Limits of outbound calls to any host. */
  public static final OutboundSettings OUTBOUND =
      new OutboundSettings(
          OutboundRules.parse("*"), Duration.ofSeconds(10), Duration.ofMinutes(1), 1 << 20);

  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: %s, version: '%s'}%n";

  public final MovableClock clock;
  public final SteppedExecutor executor;
  public final Map<String, String> configured = new HashMap<>();
  public final FakeProcessorTime processorTime = new FakeProcessorTime();
  public final TestContainer container;
  public final RecordedSlots slots = new RecordedSlots();
  public final Ledger ledger;
  public final RunInserts inserts;
  public final RunQueue queue;
  public final RunTransitions transitions;
  public final Steps steps;
  public final Catalogue catalogue;
  public final Dispatcher dispatcher;
  public final String workspace;

  public TestNode(DataSource store) {
    this(store, new MovableClock(), SETTINGS);
  }

  public TestNode(DataSource store, MovableClock clock, RunSettings settings) {
    this.clock = clock;
    executor = new SteppedExecutor(clock);
    container =
        new TestContainer(store)
            .with(Clock.class, clock)
            .with(RunSettings.class, settings)
            .with(RunLimits.class, LIMITS)
            .with(OutboundSettings.class, OUTBOUND)
            .with(Config.class, config())
            .with(RunThreads.class, threads())
            .with(ProcessorTime.class, processorTime)
            .with(RunSlots.class, slots)
            .with(ManagedScheduledExecutorService.class, executor.service());
    container.with(ShortRuns.class, begun -> container.get(ShortRunner.class).end(begun));
    ledger = container.get(Ledger.class);
    inserts = container.get(RunInserts.class);
    queue = container.get(RunQueue.class);
    transitions = container.get(RunTransitions.class);
    steps = container.get(Steps.class);
    catalogue = container.get(Catalogue.class);
    container.with(Children.class, container.get(ChildLedger.class)).start(InterpreterRunner.class);
    dispatcher = container.get(Dispatcher.class);
    container.get(AfterCommit.class);
    dispatcher.start();
    Workspaces workspaces = container.get(Workspaces.class);
    workspace =
        workspaces
            .find("default")
            .or(() -> workspaces.create("default", "a secret"))
            .orElseThrow()
            .id();
  }

  private RunThreads threads() {
    return new RunThreads() {
      @Override
      public void execute(Runnable task) {
        TestNode.this.executor.service().execute(task);
      }
    };
  }

  private Config config() {
    return (Config)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> Optional.ofNullable(configured.get(arguments[0])));
  }

  /** Configures a secret for outbound calls. */
  public void secret(String name, String value) {
    configured.put("drawbridge.secrets." + name, value);
  }

  /** Saves a definition. */
  public PinnedVersion save(String name, String yaml) {
    SaveResult saved = catalogue.save(workspace, name, yaml, DefinitionFormat.YAML);
    if (!(saved instanceof SaveResult.Kept)) {
      throw new AssertionError(saved);
    }
    return pinned(name);
  }

  private PinnedVersion pinned(String name) {
    return Objects.requireNonNull(
        container.get(VersionResolver.class).resolve(workspace, List.of(name)).get(name), name);
  }

  /** Saves version 1.0.0 of a definition with these tasks. */
  public PinnedVersion saveTasks(String name, String tasks) {
    return saveVersion(name, "1.0.0", tasks);
  }

  /** Saves a version of a definition with these tasks. */
  public PinnedVersion saveVersion(String name, String version, String tasks) {
    return save(name, HEAD.formatted(name, version) + "do:\n" + tasks);
  }

  /** Inserts a run that waits in its lane, as replays do. */
  public String start(String workflow) {
    return start(workflow, "{}");
  }

  /** Inserts a run with this data that waits in its lane, as replays do. */
  public String start(String workflow, String runtime) {
    PinnedVersion now = pinned(workflow);
    return insert(
        new PinnedVersion(now.workflowId(), now.name(), now.versionId(), now.version()), runtime);
  }

  /** Inserts a run that begins at once when a slot is free, as requests do. */
  public String startAtOnce(String workflow) {
    return insert(pinned(workflow), "{}");
  }

  /** Inserts a run of a version. */
  public String insert(PinnedVersion pinned, String runtime) {
    NewRun run = newRun(pinned, runtime);
    inserts.insert(List.of(run));
    return run.id();
  }

  /** Returns a run of a version, to insert. */
  public NewRun newRun(PinnedVersion pinned, String runtime) {
    return new NewRun(
        Ids.next(clock.millis()),
        workspace,
        pinned,
        Optional.empty(),
        Ids.next(clock.millis()),
        "{}",
        runtime,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Claims due runs of each lane for a node of that id. */
  public List<RunLease> claim(String nodeId, int mostOfLane) {
    return queue.lanes().stream()
        .flatMap(lane -> queue.claim(nodeId, lane, Instant.EPOCH, mostOfLane).runs().stream())
        .toList();
  }

  /** Claims all due runs for a node of that id, and returns the lease of one of them. */
  public RunLease claim(String nodeId, String run) {
    return claim(nodeId, 1_000).stream()
        .filter(lease -> lease.id().equals(run))
        .findFirst()
        .orElseThrow();
  }

  /** Ends a run; false when the lease is lost. */
  public boolean end(RunLease lease, Ending ending) {
    return transitions.end(List.of(new RunEnd(lease, List.of(), ending))).get(0);
  }

  /** Executes runs until none is due. */
  public void runDue() {
    executor.drain();
  }

  /** Moves the clock, and executes all that becomes due. */
  public void advance(Duration length) {
    executor.advance(length);
  }

  public Run run(String id) {
    return ledger.find(id).orElseThrow();
  }

  public RunState state(String id) {
    return run(id).state();
  }

  /** Returns the output of a run that must have succeeded, as JSON. */
  public String output(String id) {
    Run run = run(id);
    if (run.state() != RunState.SUCCEEDED) {
      throw new AssertionError(run.state() + ": " + run.problem());
    }
    return String.valueOf(run.output());
  }

  /** Returns a member of the problem of a run that must have failed. */
  public String problem(String id, String member) {
    return Json.read(String.valueOf(run(id).problem())).path(member).asText();
  }

  public List<Step> steps(String id) {
    return steps.of(id);
  }

  /** Cancels a run, as operators do. */
  public void cancel(String id) {
    transitions.cancel(id);
  }

  @Override
  public void close() {
    container.close();
  }
}
