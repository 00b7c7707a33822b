package drawbridge.bench.intake;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.Phase;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.api.config.SessionLimitPolicy;
import io.hyperfoil.api.session.PhaseInstance;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.steps.HttpStepCatalog;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Hyperfoil senders that post to one address from this JVM with one thread. */
final class Senders {

  /** Connections of the open load: enough that a request finds one free while replies are late. */
  private static final int CONNECTIONS = 160;

  private static final String LEAD_IN = "lead-in";
  private static final String MEASURED = "measured";
  private static final Duration LEADING_IN = Duration.ofSeconds(3);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime() << 20);

  private final URI target;
  private final Map<String, String> headers;
  private final LongFunction<String> body;

  /**
   * @param body by a unique number
   */
  Senders(URI target, Map<String, String> headers, LongFunction<String> body) {
    this.target = target;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /** Applies a closed load: each sender posts again after each reply. Finds the limit. */
  Answers closed(int senders, Duration length) {
    return run(
        senders,
        builder -> List.of(builder.addPhase(MEASURED).always(senders).duration(length.toMillis())));
  }

  /**
   * Applies an open load: requests leave at random times at this rate, whatever the replies. A
   * lead-in, which does not count, opens the connections and warms up the senders.
   */
  Answers open(double perSecond, Duration length) {
    return run(
        CONNECTIONS,
        builder ->
            List.of(
                byTheClock(builder, LEAD_IN, perSecond).duration(LEADING_IN.toMillis()),
                byTheClock(builder, MEASURED, perSecond)
                    .startAfter(LEAD_IN)
                    .duration(length.toMillis())));
  }

  private static PhaseBuilder<?> byTheClock(
      BenchmarkBuilder builder, String phase, double perSecond) {
    return builder
        .addPhase(phase)
        .constantRate(0)
        .usersPerSec(perSecond)
        .sessionLimitPolicy(SessionLimitPolicy.FAIL)
        .maxSessions(CONNECTIONS);
  }

  /**
   * @throws IllegalStateException if a request got no reply, or none was accepted
   */
  private Answers run(int connections, Function<BenchmarkBuilder, List<PhaseBuilder<?>>> phases) {
    BenchmarkBuilder builder = BenchmarkBuilder.builder().name("bench").threads(1);
    HttpPluginBuilder plugin = builder.addPlugin(HttpPluginBuilder::new);
    plugin.ergonomics().stopOnInvalid(false);
    plugin
        .http("http://" + target.getAuthority())
        .allowHttp2(false)
        .sharedConnections(connections)
        .requestTimeout(TIMEOUT.toMillis());
    phases.apply(builder).forEach(this::post);
    Timed timed = new Timed(builder.build());
    timed.run();
    return timed.answers();
  }

  private void post(PhaseBuilder<?> phase) {
    var request =
        phase
            .scenario()
            .initialSequence("post")
            .step(HttpStepCatalog.SC)
            .httpRequest(HttpMethod.POST)
            .path(target.getPath());
    headers.forEach((name, value) -> request.headers().header(name, value));
    request
        .headers()
        .header("Content-Type", "application/json")
        .endHeaders()
        .body(
            (session, connection) ->
                Unpooled.wrappedBuffer(
                    body.apply(NUMBERS.getAndIncrement()).getBytes(StandardCharsets.UTF_8)));
  }

  /** Records the start of the measured phase and its last reply. */
  private static final class Timed extends LocalSimulationRunner {

    private final StatisticsSnapshot all;
    private volatile long begun;
    private volatile long ended;

    private Timed(Benchmark benchmark) {
      this(benchmark, new StatisticsSnapshot());
    }

    private Timed(Benchmark benchmark, StatisticsSnapshot all) {
      super(
          benchmark,
          (phase, step, metric, snapshot, open) -> {
            if (isMeasured(phase)) {
              all.add(snapshot);
            }
          },
          (phase, least, most) -> {},
          (authority, tag, least, most) -> {});
      this.all = all;
    }

    @Override
    protected CompletableFuture<Void> phaseChanged(
        Phase phase, PhaseInstance.Status status, boolean overloaded, Throwable error) {
      if (isMeasured(phase) && status == PhaseInstance.Status.RUNNING) {
        begun = System.nanoTime();
      } else if (isMeasured(phase) && status == PhaseInstance.Status.TERMINATED) {
        ended = System.nanoTime();
      }
      return super.phaseChanged(phase, status, overloaded, error);
    }

    private static boolean isMeasured(Phase phase) {
      return phase.name().equals(MEASURED);
    }

    /** A few requests may hit a connection that the server closes; they do not count. */
    private Answers answers() {
      long unanswered = all.errors() - all.connectionErrors;
      boolean isBroken = all.connectionErrors > all.responseCount / 100;
      if (all.responseCount == all.invalid || unanswered > 0 || isBroken) {
        throw new IllegalStateException("no request was accepted, or one got no reply: " + all);
      }
      return new Answers(all.histogram, (ended - begun) / 1e9, all.invalid, all.blockedTime / 1e6);
    }
  }
}
