package drawbridge.run.control.work;

import drawbridge.platform.Json;
import drawbridge.platform.trace.Spans;
import drawbridge.platform.trace.TraceContext;
import drawbridge.platform.trace.Tracing;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.bench.Claimed;
import drawbridge.run.interpreter.Branches;
import drawbridge.run.interpreter.Children;
import drawbridge.run.interpreter.Interpreter;
import drawbridge.run.interpreter.Journal;
import drawbridge.run.interpreter.Limits;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.interpreter.RunInput;
import drawbridge.run.interpreter.RunTaken;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.OutboundHttp;
import drawbridge.run.outbound.OutboundSettings;
import drawbridge.run.outbound.TracedHttp;
import drawbridge.workflow.control.CompiledVersions;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Lets the interpreter walk through a run, on whatever journal. */
@ApplicationScoped
public class Walker {

  @Inject CompiledVersions versions;
  @EJB Children children;
  @Inject RunSettings settings;
  @Inject Limits limits;
  @Inject OutboundSettings outbound;
  @Inject Config config;
  @Inject Clock clock;
  @Inject Tracing tracing;
  @Inject RunThreads threads;

  private @Nullable Interpreter onManyThreads;
  private @Nullable Interpreter onThisThread;

  @PostConstruct
  void furnish() {
    Http http = new TracedHttp(new OutboundHttp(outbound), tracing);
    onManyThreads = interpreter(http, new BranchThreads(threads, settings.branches()));
    onThisThread = interpreter(http, Walker::refuse);
  }

  private Interpreter interpreter(Http http, Branches branches) {
    return new Interpreter(
        limits,
        http,
        children,
        branches,
        name -> config.getOptionalValue("drawbridge.secrets." + name, String.class),
        clock);
  }

  private static void refuse(Runnable branch) {
    throw new RejectedExecutionException("branches are walked by the thread of their run");
  }

  /** Walks until the run ends or waits; branches of forks may be walked by other threads. */
  Outcome walk(Claimed claimed, Journal journal) throws RunTaken {
    return walk(claimed, journal, Objects.requireNonNull(onManyThreads));
  }

  /** Walks until the run ends or waits, with this thread only. */
  Outcome walkAlone(Claimed claimed, Journal journal) throws RunTaken {
    return walk(claimed, journal, Objects.requireNonNull(onThisThread));
  }

  private Outcome walk(Claimed claimed, Journal journal, Interpreter interpreter) throws RunTaken {
    try (Spans.Span span = tracing.begin("run", claimed.trace())) {
      span.with("drawbridge.run.id", claimed.id())
          .with("drawbridge.workflow", claimed.workflowName());
      Outcome outcome = interpreter.run(input(claimed, span.context()), journal);
      if (outcome instanceof Outcome.Failed) {
        span.fail("failed");
      }
      return outcome;
    }
  }

  private RunInput input(Claimed claimed, Optional<TraceContext> trace) {
    return new RunInput(
        UUID.fromString(claimed.id()),
        claimed.workflowName(),
        versions.definition(claimed.versionId()),
        Json.read(claimed.runtime()),
        Json.read(claimed.stateValues()),
        claimed.startedAt(),
        claimed.depth(),
        trace);
  }
}
