package drawbridge.monitoring.boundary;

import drawbridge.inbound.control.count.InboundCounters;
import drawbridge.monitoring.control.CachedClusterStatus;
import drawbridge.monitoring.control.ClusterStatus;
import drawbridge.monitoring.control.Disk;
import drawbridge.monitoring.control.DispatcherHealth;
import drawbridge.platform.Latency;
import drawbridge.platform.clock.AgingClock;
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
 * Publishes metrics at the server's {@code /metrics}. A scrape reads the counters directly.
 *
 * <p>All metrics are gauges, because counters and histograms of MicroProfile would count a second
 * time. Names and labels follow the conventions of Prometheus, so that {@code rate} and {@code
 * histogram_quantile} work.
 *
 * <p>The only class that depends on MicroProfile Metrics. Servers without it skip this bean.
 */
@ApplicationScoped
public class MetricsPage {

  @Inject Instance<MetricRegistry> registry;
  @Inject InboundCounters inbound;
  @Inject RunCounters runs;
  @Inject CachedClusterStatus cluster;
  @Inject DispatcherHealth health;
  @Inject Disk disk;
  @Inject StoreStatus store;
  @Inject AgingClock aging;

  /** Registers all metrics. The server removes them when it undeploys the application. */
  void open(@Observes @Initialized(ApplicationScoped.class) Object application) {
    if (registry.isResolvable()) {
      registerInbound();
      registerRuns();
      registerQueue();
      registerNode();
    }
  }

  private void registerInbound() {
    Family requests =
        new Family(
            "drawbridge_requests_total",
            "Accepted, duplicate, ignored and rejected entries; requests without the store");
    requests.add(inbound::accepted, new Tag("outcome", "accepted"));
    requests.add(inbound::duplicates, new Tag("outcome", "duplicate"));
    requests.add(inbound::ignored, new Tag("outcome", "ignored"));
    requests.add(inbound::rejected, new Tag("outcome", "rejected"));
    requests.add(store::unavailable, new Tag("outcome", "unavailable"));
    new Family("drawbridge_conflicts_total", "Duplicates with another payload")
        .add(inbound::conflicts);
    Family rejections =
        new Family("drawbridge_rejections_total", "Rejected requests and entries by reason");
    InboundCounters.REASONS.forEach(
        reason -> rejections.add(() -> inbound.rejectedFor(reason), new Tag("reason", reason)));
    register(
        "drawbridge_accept_seconds",
        "Time from reading a request to its commit",
        inbound.accepting());
  }

  private void registerRuns() {
    Family ended = new Family("drawbridge_runs_total", "Runs that ended on this node");
    for (RunState state : List.of(RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED)) {
      ended.add(() -> runs.ended(state), state(state));
    }
    new Family(
            "drawbridge_runs_short_total", "Runs that ended in the transaction that accepted them")
        .add(runs::endedAtOnce);
    new Family("drawbridge_steps_total", "Steps that ended on this node").add(runs::steps);
    register("drawbridge_call_seconds", "Outbound calls", runs.calls());
    register("drawbridge_compute_seconds", "Steps without outbound calls", runs.computing());
    new Family("drawbridge_executor_active", "Runs that threads of this node execute")
        .add(runs::atWork);
    new Family("drawbridge_executor_size", "Maximum number of concurrent runs on this node")
        .add(runs::concurrency);
    new Family("drawbridge_executor_refused_total", "Runs that the full executor refused")
        .add(runs::refused);
    new Family("drawbridge_runs_taken_over_total", "Runs taken over from dead nodes")
        .add(runs::takenOver);
  }

  private void registerQueue() {
    Family unfinished = new Family("drawbridge_runs", "Unfinished runs on all nodes");
    for (RunState state : List.of(RunState.QUEUED, RunState.RUNNING, RunState.WAITING)) {
      unfinished.add(
          () -> ofCluster(view -> view.unfinished().getOrDefault(state, 0L)), state(state));
    }
    new Family("drawbridge_queue_due", "Due runs that wait for a node, on all nodes")
        .add(() -> ofCluster(ClusterStatus.View::due));
    new Family("drawbridge_queue_oldest_seconds", "Longest wait of a due run")
        .add(() -> ofCluster(view -> view.oldestDue().map(MetricsPage::seconds).orElse(0.0)));
    Family nodes = new Family("drawbridge_nodes", "Nodes with a heartbeat in the last hour");
    for (boolean isAlive : List.of(true, false)) {
      nodes.add(
          () ->
              ofCluster(view -> view.nodes().stream().filter(n -> n.isAlive() == isAlive).count()),
          new Tag("state", isAlive ? "alive" : "silent"));
    }
  }

  private void registerNode() {
    new Family("drawbridge_ready", "1 while store, dispatcher and disk are healthy, otherwise 0")
        .add(() -> !store.isAway() && health.isSweeping() && disk.hasSpace() ? 1 : 0);
    new Family(
            "drawbridge_dispatcher_sweep_age_seconds",
            "Time since this node's last poll for due runs")
        .add(() -> health.sinceSweep().map(MetricsPage::seconds).orElse(Double.NaN));
    new Family(
            "drawbridge_retention_standstill_seconds",
            "Running time until uids and old rows age again after a clock jump or a long gap; otherwise 0")
        .add(() -> seconds(aging.stillLeft()));
    Runtime jvm = Runtime.getRuntime();
    new Family("drawbridge_heap_used_bytes", "Used heap, garbage included")
        .add(() -> jvm.totalMemory() - jvm.freeMemory());
    new Family("drawbridge_heap_max_bytes", "Maximum heap").add(jvm::maxMemory);
    new Family(
            "drawbridge_disk_free_bytes",
            "Free space on the disk of the H2 file; NaN on other stores")
        .add(() -> disk.free().stream().asDoubleStream().findAny().orElse(Double.NaN));
  }

  /** Returns a value of the cluster status; NaN while the store is unavailable. */
  private double ofCluster(ToDoubleFunction<ClusterStatus.View> value) {
    return cluster.read().map(view -> value.applyAsDouble(view)).orElse(Double.NaN);
  }

  private void register(String name, String description, Latency latency) {
    Family buckets =
        new Family(name + "_bucket", description + ": cumulative count by upper bound in seconds");
    for (int bound = 0; bound < Latency.BOUNDS.size(); bound++) {
      int index = bound;
      buckets.add(
          () -> latency.upTo(index), new Tag("le", String.valueOf(Latency.BOUNDS.get(bound))));
    }
    buckets.add(latency::count, new Tag("le", "+Inf"));
    new Family(name + "_count", description + ": count").add(latency::count);
    new Family(name + "_sum", description + ": total seconds").add(latency::seconds);
  }

  private static Tag state(RunState state) {
    return new Tag("state", state.name().toLowerCase(Locale.ROOT));
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1000.0;
  }

  /** The metrics of one name. */
  private final class Family {
    private final Metadata metadata;

    Family(String name, String description) {
      metadata = Metadata.builder().withName(name).withDescription(description).build();
    }

    void add(Supplier<Number> value, Tag... tags) {
      var unused = registry.get().gauge(metadata, value, tags);
    }
  }
}
