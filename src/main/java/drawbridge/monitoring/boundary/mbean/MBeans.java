package drawbridge.monitoring.boundary.mbean;

import drawbridge.monitoring.control.CachedClusterStatus;
import drawbridge.monitoring.control.Counters;
import drawbridge.monitoring.control.DispatcherHealth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Registers the MBeans {@code drawbridge:type=Inbound|Runs|Dispatcher} while the application is
 * deployed. Of two applications on one server, the later one replaces the MBeans.
 */
@ApplicationScoped
public class MBeans {

  private static final System.Logger LOG = System.getLogger(MBeans.class.getName());
  private static final List<String> TYPES = List.of("Inbound", "Runs", "Dispatcher");

  @Inject Counters counters;
  @Inject CachedClusterStatus cluster;
  @Inject DispatcherHealth health;

  void open(@Observes @Initialized(ApplicationScoped.class) Object application) {
    close(application); // MBeans of an application that ended abnormally
    try {
      register(
          "Inbound", new DescribedMBean(new MBeanViews.Inbound(counters), InboundMXBean.class));
      register(
          "Runs", new DescribedMBean(new MBeanViews.Runs(counters, cluster), RunsMXBean.class));
      register(
          "Dispatcher",
          new DescribedMBean(new MBeanViews.Dispatcher(counters, health), DispatcherMXBean.class));
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

  private static void register(String type, DescribedMBean bean) throws JMException {
    var unused = server().registerMBean(bean, name(type));
  }

  private static ObjectName name(String type) throws JMException {
    return new ObjectName("drawbridge:type=" + type);
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
