package drawbridge.monitoring.boundary;

import drawbridge.inbound.control.count.InboundCounters;
import drawbridge.monitoring.control.CachedClusterStatus;
import drawbridge.monitoring.control.ClusterStatus;
import drawbridge.monitoring.control.DispatcherHealth;
import drawbridge.platform.control.StoreStatus;
import drawbridge.run.control.RunCounters;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/**
 * Registers the MBeans {@code drawbridge:type=Inbound|Runs|Dispatcher} while the application is
 * deployed. Of two applications on one server, the later one replaces the MBeans.
 */
@ApplicationScoped
public class MBeans {

  private static final System.Logger LOG = System.getLogger(MBeans.class.getName());
  private static final String ON_ALL_NODES = " on all nodes; -1 while the store is unavailable";
  private static final List<String> TYPES = List.of("Inbound", "Runs", "Dispatcher");

  @Inject InboundCounters inbound;
  @Inject RunCounters runs;
  @Inject StoreStatus store;
  @Inject CachedClusterStatus cluster;
  @Inject DispatcherHealth health;

  void open(@Observes @Initialized(ApplicationScoped.class) Object application) {
    close(application); // MBeans of an application that ended abnormally
    try {
      register("Inbound", inbound());
      register("Runs", runs());
      register("Dispatcher", dispatcher());
    } catch (JMException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "cannot register the MBeans ({0}); JMX shows no values of Drawbridge",
          e.toString());
    }
  }

  void close(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
    for (String type : TYPES) {
      try {
        if (server().isRegistered(name(type))) {
          server().unregisterMBean(name(type));
        }
      } catch (JMException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "MBean {0}: cannot unregister ({1}); the next deployment replaces it",
            type,
            e.toString());
      }
    }
  }

  private ReadOnlyMBean inbound() {
    return new ReadOnlyMBean("Received webhooks on this node since its start")
        .count("Accepted", "Entries that started a run", () -> inbound.accepted())
        .count(
            "Duplicates", "Entries whose uid had already started a run", () -> inbound.duplicates())
        .count("Conflicts", "Duplicates with another payload", () -> inbound.conflicts())
        .count("Ignored", "Events for which a trigger started nothing", () -> inbound.ignored())
        .count("Rejected", "Rejected requests and entries", () -> inbound.rejected())
        .with(
            "RejectedByReason",
            TabularData.class,
            "Rejected requests and entries by reason",
            () -> table(InboundCounters.REASONS, inbound::rejectedFor))
        .count(
            "Unavailable",
            "Requests answered 503 because the store was unavailable",
            () -> store.unavailable())
        .count(
            "AcceptCount",
            "Requests that were read and committed",
            () -> inbound.accepting().count())
        .seconds(
            "AcceptSeconds",
            "Total seconds from reading these requests to their commit",
            () -> inbound.accepting().seconds());
  }

  private ReadOnlyMBean runs() {
    return new ReadOnlyMBean(
            "Runs that ended on this node since its start, and unfinished runs of all nodes")
        .count(
            "Succeeded", "Runs that succeeded on this node", () -> runs.ended(RunState.SUCCEEDED))
        .count("Failed", "Runs that failed on this node", () -> runs.ended(RunState.FAILED))
        .count(
            "Cancelled",
            "Runs that were cancelled on this node",
            () -> runs.ended(RunState.CANCELLED))
        .count("Steps", "Steps that ended on this node", () -> runs.steps())
        .count("CallCount", "Outbound calls that ended on this node", () -> runs.calls().count())
        .seconds(
            "CallSeconds", "Total duration of these calls in seconds", () -> runs.calls().seconds())
        .count("Queued", "Runs not yet started," + ON_ALL_NODES, () -> unfinished(RunState.QUEUED))
        .count("Running", "Running runs" + ON_ALL_NODES, () -> unfinished(RunState.RUNNING))
        .count(
            "Waiting",
            "Runs that wait for a time, a child or another node," + ON_ALL_NODES,
            () -> unfinished(RunState.WAITING))
        .count(
            "Due",
            "Due runs that wait for a node," + ON_ALL_NODES,
            () -> ofCluster(ClusterStatus.View::due, -1L))
        .seconds(
            "OldestDueSeconds",
            "Longest wait of a due run in seconds; 0 without due runs, -1 while the store is"
                + " unavailable",
            () -> ofCluster(view -> view.oldestDue().map(MBeans::seconds).orElse(0.0), -1.0));
  }

  private ReadOnlyMBean dispatcher() {
    return new ReadOnlyMBean("Execution of runs on this node")
        .with("Node", String.class, "Id of this node", () -> runs.node())
        .count("Active", "Runs that threads of this node execute now", () -> runs.atWork())
        .with(
            "Concurrency",
            int.class,
            "Maximum number of concurrent runs on this node (drawbridge.run.concurrency)",
            () -> runs.concurrency())
        .count("Refused", "Runs that the full executor refused", () -> runs.refused())
        .count("TakenOver", "Runs taken over from dead nodes", () -> runs.takenOver())
        .seconds(
            "SecondsSinceSweep",
            "Seconds since the last poll for due runs; -1 before the first poll",
            () -> health.sinceSweep().map(MBeans::seconds).orElse(-1.0));
  }

  private long unfinished(RunState state) {
    return ofCluster(view -> view.unfinished().getOrDefault(state, 0L), -1L);
  }

  private <T> T ofCluster(Function<ClusterStatus.View, T> value, T otherwise) {
    return cluster.read().map(value).orElse(otherwise);
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1000.0;
  }

  /** Returns the values of keys in the form that an MXBean gives a {@code Map<String, Long>}. */
  private static TabularData table(List<String> keys, ToLongFunction<String> value) {
    String name = "java.util.Map<java.lang.String, java.lang.Long>";
    String[] columns = {"key", "value"};
    OpenType<?>[] types = {SimpleType.STRING, SimpleType.LONG};
    try {
      CompositeType row = new CompositeType(name, name, columns, columns, types);
      TabularData table =
          new TabularDataSupport(new TabularType(name, name, row, new String[] {"key"}));
      for (String key : keys) {
        table.put(
            new CompositeDataSupport(row, columns, new Object[] {key, value.applyAsLong(key)}));
      }
      return table;
    } catch (OpenDataException e) {
      throw new IllegalStateException("invalid type of a table", e);
    }
  }

  private static void register(String type, ReadOnlyMBean bean) throws JMException {
    var unused = server().registerMBean(bean, name(type));
  }

  private static ObjectName name(String type) throws JMException {
    return new ObjectName("drawbridge:type=" + type);
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
