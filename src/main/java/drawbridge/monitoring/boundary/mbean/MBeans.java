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
 * The figures as MBeans of the JVM, {@code drawbridge:type=Inbound|Runs|Dispatcher}, for the
 * server's own admin console and any JMX tool. They are there as long as the application is; of two
 * applications on one server the later one is shown.
 */
@ApplicationScoped
public class MBeans {

  private static final System.Logger LOG = System.getLogger(MBeans.class.getName());
  private static final List<String> TYPES = List.of("Inbound", "Runs", "Dispatcher");

  @Inject Counters counters;
  @Inject CachedClusterStatus standing;
  @Inject DispatcherHealth health;

  void open(@Observes @Initialized(ApplicationScoped.class) Object application) {
    close(application); // what an application left behind that did not end in order
    try {
      register(
          "Inbound", new DescribedMBean(new MBeanViews.Inbound(counters), InboundMXBean.class));
      register(
          "Runs", new DescribedMBean(new MBeanViews.Runs(counters, standing), RunsMXBean.class));
      register(
          "Dispatcher",
          new DescribedMBean(new MBeanViews.Dispatcher(counters, health), DispatcherMXBean.class));
    } catch (JMException e) {
      LOG.log(System.Logger.Level.WARNING, "the MBeans are not shown: {0}", e.toString());
    }
  }

  void close(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
    for (String type : TYPES) {
      try {
        if (server().isRegistered(name(type))) {
          server().unregisterMBean(name(type));
        }
      } catch (JMException e) {
        LOG.log(System.Logger.Level.WARNING, "the MBean {0} stays behind: {1}", type, e.toString());
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
