package drawbridge.monitoring.boundary;

import drawbridge.inbound.control.InboundCounters;
import drawbridge.monitoring.control.CachedClusterStatus;
import drawbridge.monitoring.control.ClusterStatus;
import drawbridge.monitoring.control.Counters;
import drawbridge.monitoring.control.Disk;
import drawbridge.monitoring.control.DispatcherHealth;
import drawbridge.platform.Latency;
import drawbridge.platform.control.StoreStatus;
import drawbridge.run.control.RunCounters;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * The figures at the server's {@code /metrics}. Whoever scrapes reads the counters themselves: no
 * request pays for it, and nothing is a moment late. They are gauges to the server, since
 * MicroProfile's own counters and histograms would have to count once more; their names and labels
 * are those of Prometheus' counters and histograms, so that {@code rate} and {@code
 * histogram_quantile} take them.
 *
 * <p>The only class that knows MicroProfile Metrics: a server without it passes it over.
 */
@ApplicationScoped
public class MetricsPage {

  @Inject Instance<MetricRegistry> registry;
  @Inject Counters figures;
  @Inject CachedClusterStatus standing;
  @Inject DispatcherHealth health;
  @Inject Disk disk;
  @Inject StoreStatus store;

  /** Registers everything, once the application is there; the server forgets it with us. */
  void open(@Observes @Initialized(ApplicationScoped.class) Object application) {
    if (registry.isResolvable()) {
      showInbound();
      showRuns();
      showQueue();
      showNode();
    }
  }

  private void showInbound() {
    InboundCounters inbound = figures.inbound();
    Family requests =
        new Family(
            "drawbridge_requests_total",
            "Entries of requests that were accepted or duplicate, and what was refused");
    requests.show(inbound::accepted, new Tag("outcome", "accepted"));
    requests.show(inbound::duplicates, new Tag("outcome", "duplicate"));
    requests.show(inbound::rejected, new Tag("outcome", "rejected"));
    requests.show(figures.store()::unavailable, new Tag("outcome", "unavailable"));
    new Family("drawbridge_conflicts_total", "Duplicates that came with another payload")
        .show(inbound::conflicts);
    Family rejections =
        new Family("drawbridge_rejections_total", "Requests and entries refused, by reason");
    InboundCounters.REASONS.forEach(
        reason -> rejections.show(() -> inbound.rejectedFor(reason), new Tag("reason", reason)));
    show(
        "drawbridge_accept_seconds",
        "From when a request was read until it was durable",
        inbound.accepting());
  }

  private void showRuns() {
    RunCounters runs = figures.runs();
    Family ended = new Family("drawbridge_runs_total", "Runs that ended on this node");
    for (RunState state : List.of(RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED)) {
      ended.show(() -> runs.ended(state), state(state));
    }
    new Family("drawbridge_runs_short_total", "Of these, runs that ended with their acceptance")
        .show(runs::endedAtOnce);
    new Family("drawbridge_steps_total", "Steps that ended on this node").show(runs::steps);
    show("drawbridge_call_seconds", "Outbound calls", runs.calls());
    show("drawbridge_compute_seconds", "Steps that only compute", runs.computing());
    new Family("drawbridge_executor_active", "Runs that threads of this node work on")
        .show(runs::atWork);
    new Family("drawbridge_executor_size", "Runs that this node works on at once at most")
        .show(runs::concurrency);
    new Family("drawbridge_executor_refused_total", "Runs that found the executor full")
        .show(runs::refused);
    new Family("drawbridge_runs_taken_over_total", "Runs taken from dead nodes")
        .show(runs::takenOver);
  }

  private void showQueue() {
    Family unfinished = new Family("drawbridge_runs", "Runs that have not ended, on all nodes");
    for (RunState state : List.of(RunState.QUEUED, RunState.RUNNING, RunState.WAITING)) {
      unfinished.show(() -> seen(view -> view.unfinished().getOrDefault(state, 0L)), state(state));
    }
    new Family("drawbridge_queue_due", "Runs that wait for a node now, on all nodes")
        .show(() -> seen(ClusterStatus.View::due));
    new Family("drawbridge_queue_oldest_seconds", "How long the longest of them has waited")
        .show(() -> seen(view -> view.oldestDue().map(MetricsPage::seconds).orElse(0.0)));
    Family nodes = new Family("drawbridge_nodes", "Nodes that were seen within the last hour");
    for (boolean isAlive : List.of(true, false)) {
      nodes.show(
          () -> seen(view -> view.nodes().stream().filter(n -> n.isAlive() == isAlive).count()),
          new Tag("state", isAlive ? "alive" : "silent"));
    }
  }

  private void showNode() {
    new Family("drawbridge_ready", "1 while store, dispatcher and disk are as they should, else 0")
        .show(() -> !store.isAway() && health.isSweeping() && disk.hasRoom() ? 1 : 0);
    new Family("drawbridge_dispatcher_sweep_age_seconds", "Since this node last looked for work")
        .show(() -> health.sinceSweep().map(MetricsPage::seconds).orElse(Double.NaN));
    Runtime jvm = Runtime.getRuntime();
    new Family("drawbridge_heap_used_bytes", "Heap in use, with what is not collected yet")
        .show(() -> jvm.totalMemory() - jvm.freeMemory());
    new Family("drawbridge_heap_max_bytes", "What the heap may grow to").show(jvm::maxMemory);
    new Family("drawbridge_disk_free_bytes", "Free where the H2 file lies; NaN on other stores")
        .show(() -> disk.free().stream().asDoubleStream().findAny().orElse(Double.NaN));
  }

  /** NaN while the store does not answer. */
  private double seen(ToDoubleFunction<ClusterStatus.View> figure) {
    return standing.read().map(view -> figure.applyAsDouble(view)).orElse(Double.NaN);
  }

  private void show(String name, String description, Latency latency) {
    Family buckets = new Family(name + "_bucket", description + ": no longer than so many seconds");
    for (int bound = 0; bound < Latency.BOUNDS.size(); bound++) {
      int each = bound;
      buckets.show(
          () -> latency.upTo(each), new Tag("le", String.valueOf(Latency.BOUNDS.get(bound))));
    }
    buckets.show(latency::count, new Tag("le", "+Inf"));
    new Family(name + "_count", description + ": how often").show(latency::count);
    new Family(name + "_sum", description + ": seconds together").show(latency::seconds);
  }

  private static Tag state(RunState state) {
    return new Tag("state", state.name().toLowerCase(Locale.ROOT));
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1000.0;
  }

  /** Metrics of one name. */
  private final class Family {
    private final Metadata metadata;

    Family(String name, String description) {
      metadata = Metadata.builder().withName(name).withDescription(description).build();
    }

    void show(Supplier<Number> figure, Tag... tags) {
      var unused = registry.get().gauge(metadata, figure, tags);
    }
  }
}
