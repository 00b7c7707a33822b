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

/** Our MBeans of a server on this machine, as any JMX tool sees them. */
public final class Jmx implements AutoCloseable {

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  Jmx(Server server) throws IOException {
    connector = to(server);
    beans = connector.getMBeanServerConnection();
  }

  /** A connection to all its beans. */
  @SuppressWarnings("BanJNDI") // the address is of a server that the caller has started
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

  /** A number of {@code drawbridge:type=…}. */
  long number(String type, String attribute) {
    return ((Number) read(type, attribute)).longValue();
  }

  /** What a map of {@code drawbridge:type=…} holds under a key. */
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

  /** What it says of itself. */
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
      // the server has ended, and the connection with it
    }
  }
}
