package drawbridge.monitoring.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.inbound.control.count.InboundCounters;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MBeansTest {

  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final MBeans beans = new MBeans();

  @AfterEach
  void leave() {
    beans.close(this);
  }

  @Test
  void anApplicationThatIsDeployedAgainShowsItsOwnAndLeavesNothingBehind()
      throws MalformedObjectNameException {
    for (int deployment = 0; deployment < 2; deployment++) {
      beans.open(this);
      assertThat(shown()).hasSize(3);
      beans.close(this);
      assertThat(shown()).isEmpty();
    }
  }

  @Test
  void whatAnApplicationLeftBehindIsReplaced() throws MalformedObjectNameException {
    beans.open(this);
    MBeans next = new MBeans();
    next.open(this);
    assertThat(shown()).hasSize(3);
  }

  @Test
  void attributesHaveTheTypesOfAnMXBean() throws JMException {
    beans.open(this);
    assertThat(types("Inbound"))
        .containsEntry("Accepted", "long")
        .containsEntry("AcceptSeconds", "double")
        .containsEntry("Ignored", "long")
        .containsEntry("RejectedByReason", "javax.management.openmbean.TabularData")
        .hasSize(9);
    assertThat(types("Runs")).containsEntry("OldestDueSeconds", "double").hasSize(11);
    assertThat(types("Dispatcher"))
        .containsEntry("Node", "java.lang.String")
        .containsEntry("Concurrency", "int")
        .hasSize(6);
  }

  /** A map of counts, which the JDK converts to a table. */
  public interface CountsMXBean {
    Map<String, Long> getCounts();
  }

  @Test
  @SuppressWarnings("UnnecessaryAssignment") // injected without a container
  void rejectionsAreTheTableThatAnMXBeanShows() throws JMException {
    Map<String, Long> counts =
        InboundCounters.REASONS.stream().collect(Collectors.toMap(reason -> reason, reason -> 0L));
    CountsMXBean expected = () -> counts;
    beans.inbound = new InboundCounters();
    beans.open(this);
    assertThat(SERVER.getAttribute(name("Inbound"), "RejectedByReason"))
        .isEqualTo(new StandardMBean(expected, CountsMXBean.class, true).getAttribute("Counts"));
  }

  private static Map<String, String> types(String bean) throws JMException {
    return Arrays.stream(SERVER.getMBeanInfo(name(bean)).getAttributes())
        .collect(Collectors.toMap(MBeanAttributeInfo::getName, MBeanAttributeInfo::getType));
  }

  private static ObjectName name(String bean) throws MalformedObjectNameException {
    return new ObjectName("drawbridge:type=" + bean);
  }

  private static Set<ObjectName> shown() throws MalformedObjectNameException {
    return SERVER.queryNames(new ObjectName("drawbridge:*"), null);
  }
}
