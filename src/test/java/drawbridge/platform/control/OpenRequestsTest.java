package drawbridge.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R8")
class OpenRequestsTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final OpenRequests requests = new OpenRequests();

  @Test
  void closedNodeTakesNoRequests() {
    assertThat(requests.enter()).isTrue();
    assertThat(requests.isClosed()).isFalse();
    requests.close();
    assertThat(requests.enter()).isFalse();
    assertThat(requests.isClosed()).isTrue();
  }

  @Test
  void idleNodeWaitsUntilProxiesHaveNoticed() throws InterruptedException {
    long begun = System.nanoTime();
    assertThat(requests.awaitNone(SHORT, LONG)).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void stopWaitsForTheLastReply() throws InterruptedException {
    requests.enter();
    requests.close();
    var unused = CompletableFuture.runAsync(requests::leave);
    assertThat(requests.awaitNone(Duration.ZERO, LONG)).isZero();
  }

  @Test
  void requestsThatDoNotEndAreCounted() throws InterruptedException {
    requests.enter();
    assertThat(requests.awaitNone(Duration.ZERO, SHORT)).isEqualTo(1);
  }
}
