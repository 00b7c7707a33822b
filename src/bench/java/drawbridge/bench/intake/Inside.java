package drawbridge.bench.intake;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import drawbridge.system.Jmx;
import drawbridge.system.Server;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/** JMX access to the JVM of a local server. */
final class Inside implements AutoCloseable {

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  Inside(Server server) throws IOException {
    connector = Jmx.to(server);
    beans = connector.getMBeanServerConnection();
  }

  /** Returns the usage since the start of the JVM. */
  Usage usage() throws IOException {
    long collections = 0;
    long millis = 0;
    for (GarbageCollectorMXBean collector :
        ManagementFactory.getPlatformMXBeans(beans, GarbageCollectorMXBean.class)) {
      collections += collector.getCollectionCount();
      millis += collector.getCollectionTime();
    }
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
    long[] allocated = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
    return new Usage(
        ManagementFactory.getPlatformMXBean(beans, OperatingSystemMXBean.class).getProcessCpuTime(),
        Arrays.stream(allocated).filter(bytes -> bytes > 0).sum(),
        collections,
        millis,
        heap());
  }

  private long heap() throws IOException {
    return ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class)
        .getHeapMemoryUsage()
        .getUsed();
  }

  /** Returns the flags of the JVM and its garbage collectors. */
  List<String> flags() throws IOException {
    List<String> said =
        ManagementFactory.getPlatformMXBean(beans, RuntimeMXBean.class).getInputArguments();
    String collectors =
        ManagementFactory.getPlatformMXBeans(beans, GarbageCollectorMXBean.class).stream()
            .map(GarbageCollectorMXBean::getName)
            .toList()
            .toString();
    return List.of(String.join(" ", said), collectors);
  }

  /** Returns the number of runs not yet started, at most a second old. */
  long queued() {
    try {
      ObjectName runs = new ObjectName("drawbridge:type=Runs");
      return ((Number) beans.getAttribute(runs, "Queued")).longValue();
    } catch (JMException | IOException e) {
      throw new IllegalStateException("no queue", e);
    }
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
