package drawbridge.monitoring.boundary.mbean;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MBeansTest {

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

  private static Set<ObjectName> shown() throws MalformedObjectNameException {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName("drawbridge:*"), null);
  }
}
