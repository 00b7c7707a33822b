package drawbridge.run.worker;

import drawbridge.platform.compute.Processors;
import drawbridge.platform.compute.Turn;
import drawbridge.platform.json.Json;
import drawbridge.platform.trace.Spans;
import drawbridge.platform.trace.Tracing;
import drawbridge.run.control.Requests;
import drawbridge.run.control.RunSettings;
import drawbridge.run.entity.RequestTree;
import drawbridge.run.interpreter.Children;
import drawbridge.run.interpreter.Interpreter;
import drawbridge.run.interpreter.MemoryShare;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.interpreter.RequestRoot;
import drawbridge.run.interpreter.RunInput;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.journal.Journal;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.OutboundHttp;
import drawbridge.run.outbound.OutboundSettings;
import drawbridge.run.outbound.TracedHttp;
import drawbridge.run.outbound.authorization.Authorizations;
import drawbridge.run.outbound.authorization.Authorizer;
import drawbridge.run.slots.RunLease;
import drawbridge.workflow.control.CompiledVersions;
import drawbridge.workflow.model.Definition;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Executes a leased run with the interpreter, on a given journal. */
@ApplicationScoped
public class InterpreterRunner {

  @Inject CompiledVersions versions;
  @EJB Children children;
  @EJB Requests requests;
  @Inject RunSettings settings;
  @Inject RunLimits limits;
  @Inject OutboundSettings outbound;
  @Inject Config config;
  @Inject Clock clock;
  @Inject Tracing tracing;
  @Inject RunThreads threads;
  @Inject Processors processors;

  private @Nullable Interpreter onManyThreads;
  private @Nullable Interpreter onThisThread;

  @PostConstruct
  void start() {
    Http http = new TracedHttp(new OutboundHttp(outbound), tracing);
    Authorizer authorizer = new Authorizations(http, clock, outbound.total());
    onManyThreads = interpreter(http, authorizer, new BranchThreads(threads, settings.branches()));
    onThisThread = interpreter(http, authorizer, Interpreter.NO_BRANCHES);
  }

  private Interpreter interpreter(Http http, Authorizer authorizer, Executor branches) {
    return new Interpreter(
        limits,
        http,
        authorizer,
        children,
        branches,
        name -> config.getOptionalValue("drawbridge.secrets." + name, String.class),
        clock);
  }

  private RequestTree request(RunLease lease) {
    return lease
        .request()
        .orElse(
            () -> Turn.whilePaused(() -> requests.data(lease.workspaceId(), lease.requestId())));
  }

  /**
   * Executes a run until it ends or waits, in turns with those of other workflows; other threads
   * may execute branches of forks.
   */
  Outcome walk(RunLease lease, Journal journal, MemoryShare share) throws LeaseLost {
    Definition definition = versions.definition(lease.versionId());
    Interpreter interpreter = Objects.requireNonNull(onManyThreads);
    return processors.compute(
        lease.workflowId(), () -> walk(lease, definition, journal, share, interpreter));
  }

  /** Executes a run until it ends or waits, on this thread only. */
  Outcome walkAlone(RunLease lease, Journal journal) throws LeaseLost {
    Definition definition = versions.definition(lease.versionId());
    Interpreter interpreter = Objects.requireNonNull(onThisThread);
    return walk(lease, definition, journal, MemoryShare.UNLIMITED, interpreter);
  }

  private Outcome walk(
      RunLease lease,
      Definition definition,
      Journal journal,
      MemoryShare share,
      Interpreter interpreter)
      throws LeaseLost {
    try (Spans.Span span = tracing.begin("run", lease.trace())) {
      span.with("drawbridge.run.id", lease.id()).with("drawbridge.workflow", lease.workflowName());
      RunInput input =
          new RunInput(
              UUID.fromString(lease.id()),
              lease.workspaceId(),
              lease.workflowName(),
              definition,
              UnreadableRun.read("runtime data", () -> Json.read(lease.runtime())),
              UnreadableRun.read("state values", () -> Json.read(lease.stateValues())),
              lease.startedAt(),
              lease.depth(),
              lease.semantics(),
              span.context(),
              new RequestRoot(request(lease)::read));
      Outcome outcome = interpreter.run(input, journal, share);
      if (outcome instanceof Outcome.Failed) {
        span.fail("failed");
      }
      return outcome;
    }
  }
}
