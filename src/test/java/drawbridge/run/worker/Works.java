package drawbridge.run.worker;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.TestContainer;
import drawbridge.platform.Ids;
import drawbridge.platform.Json;
import drawbridge.run.control.ChildLedger;
import drawbridge.run.control.Ledger;
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

/** A node that works: dispatcher, runner, ledger and journal over a store, stepped by the test. */
public final class Works implements AutoCloseable {

  public static final RunSettings SETTINGS =
      new RunSettings(
          4, 3, 2, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMillis(1));

  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: %s, version: '%s'}%n";

  public final MovableClock clock;
  public final Stepped stepped;
  public final Map<String, String> configured = new HashMap<>();
  public final SlowThinker thinker = new SlowThinker();
  public final TestContainer container;
  public final RunSlots bench;
  public final Ledger ledger;
  public final RunQueue queue;
  public final RunTransitions transitions;
  public final Steps steps;
  public final Catalogue catalogue;
  public final Dispatcher dispatcher;
  public final String workspace;

  public Works(DataSource store) {
    this(store, new MovableClock(), SETTINGS);
  }

  public Works(DataSource store, MovableClock clock, RunSettings settings) {
    this.clock = clock;
    stepped = new Stepped(clock);
    container =
        new TestContainer(store)
            .with(Clock.class, clock)
            .with(RunSettings.class, settings)
            .with(RunLimits.class, RunLimits.DEFAULT)
            .with(OutboundSettings.class, OutboundSettings.DEFAULT)
            .with(Config.class, config())
            .with(RunThreads.class, threads())
            .with(ProcessorTime.class, thinker)
            .with(ManagedScheduledExecutorService.class, stepped.service());
    container.with(ShortRuns.class, begun -> container.get(ShortRunner.class).end(begun));
    bench = container.get(RunSlots.class);
    ledger = container.get(Ledger.class);
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

  /** One task after the other, when the test says so. */
  private RunThreads threads() {
    return new RunThreads() {
      @Override
      public void execute(Runnable task) {
        stepped.service().execute(task);
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

  /** Configures a secret for calls. */
  public void secret(String name, String value) {
    configured.put("drawbridge.secrets." + name, value);
  }

  /** Saves a whole definition. */
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

  /** Saves a definition that is only tasks. */
  public PinnedVersion tasks(String name, String tasks) {
    return save(name, HEAD.formatted(name, "1.0.0") + "do:\n" + tasks);
  }

  public PinnedVersion version(String name, String version, String tasks) {
    return save(name, HEAD.formatted(name, version) + "do:\n" + tasks);
  }

  /** Opens a run with this data; it waits in its lane, as replays do. */
  public String start(String workflow, String runtime) {
    PinnedVersion now = pinned(workflow);
    return open(
        new PinnedVersion(now.workflowId(), now.name(), now.versionId(), now.version()), runtime);
  }

  /** Opens a run that begins at once if this node has a place for it, as requests do. */
  public String startAtOnce(String workflow) {
    return open(pinned(workflow), "{}");
  }

  /** Opens a run of what was pinned. */
  public String open(PinnedVersion pinned, String runtime) {
    String id = Ids.next(clock.millis());
    ledger.open(
        List.of(
            new NewRun(
                id,
                workspace,
                pinned,
                Optional.empty(),
                Ids.next(clock.millis()),
                "{}",
                runtime,
                Optional.empty(),
                Optional.empty())));
    return id;
  }

  public String start(String workflow) {
    return start(workflow, "{}");
  }

  /** Takes what is due in every lane, at most so many of each, as a node of that name. */
  public List<RunLease> take(String node, int most) {
    return queue.lanes().stream()
        .flatMap(lane -> queue.take(node, lane, Instant.EPOCH, most).runs().stream())
        .toList();
  }

  /** Takes one run among others. */
  public RunLease take(String node, String run) {
    return take(node, 1_000).stream()
        .filter(lease -> lease.id().equals(run))
        .findFirst()
        .orElseThrow();
  }

  /** Ends a run; false when it is not held any more. */
  public boolean end(RunLease lease, Ending ending) {
    return transitions.end(List.of(new RunTransitions.End(lease, List.of(), ending))).get(0);
  }

  /** Works until nothing is due. */
  public void work() {
    stepped.drain();
  }

  /** Lets time pass. */
  public void pass(Duration length) {
    stepped.pass(length);
  }

  public Run run(String id) {
    return ledger.find(id).orElseThrow();
  }

  public RunState state(String id) {
    return run(id).state();
  }

  /** The output of a run that must have succeeded, as JSON. */
  public String output(String id) {
    Run run = run(id);
    if (run.state() != RunState.SUCCEEDED) {
      throw new AssertionError(run.state() + ": " + run.problem());
    }
    return String.valueOf(run.output());
  }

  /** A member of the problem of a run that must have failed. */
  public String problem(String id, String member) {
    return Json.read(String.valueOf(run(id).problem())).path(member).asText();
  }

  public List<Step> steps(String id) {
    return steps.of(id);
  }

  /** What somebody who cancels does. */
  public void cancel(String id) {
    dispatcher.cancel(ledger.cancel(id));
  }

  @Override
  public void close() {
    container.close();
  }
}
