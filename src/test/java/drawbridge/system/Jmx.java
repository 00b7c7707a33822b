package drawbridge.system;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.rmi.ConnectException;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Drawbridge's MBeans of a local server. */
public final class Jmx implements AutoCloseable {

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  Jmx(Server server) throws IOException {
    connector = to(server);
    beans = connector.getMBeanServerConnection();
  }

  /** Connects to all MBeans. */
  @SuppressWarnings("BanJNDI") // the caller has started this server
  public static JMXConnector to(Server server) throws IOException {
    return JMXConnectorFactory.connect(new JMXServiceURL(address(server)));
  }

  private static String address(Server server) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(server.pid()));
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }

  /** Returns a number of {@code drawbridge:type=…}. */
  long number(String type, String attribute) {
    return ((Number) read(type, attribute)).longValue();
  }

  /** Returns the value of a key in a map of {@code drawbridge:type=…}. */
  long number(String type, String attribute, String key) {
    var row = ((TabularData) read(type, attribute)).get(new Object[] {key});
    return ((Number) row.get("value")).longValue();
  }

  private Object read(String type, String attribute) {
    try {
      return beans.getAttribute(name(type), attribute);
    } catch (JMException | IOException e) {
      throw new AssertionError(type + " " + attribute, e);
    }
  }

  /** Returns the description of an MBean. */
  MBeanInfo about(String type) throws JMException, IOException {
    return beans.getMBeanInfo(name(type));
  }

  private static ObjectName name(String type) throws JMException {
    return new ObjectName("drawbridge:type=" + type);
  }

  @Override
  public void close() throws IOException {
    try {
      connector.close();
    } catch (ConnectException e) {
      // the server has stopped, and closed the connection
    }
  }
}
