package drawbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecurringTest {

  @Test
  void neitherAnExceptionNorAnErrorEndsTheTurns() throws InterruptedException {
    CountDownLatch turns = new CountDownLatch(5);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      Recurring.begin(
          timer,
          Duration.ofMillis(1),
          "work of the test",
          () -> {
            turns.countDown();
            if (turns.getCount() % 2 == 0) {
              throw new OutOfMemoryError("Cannot reserve 1 bytes of direct buffer memory");
            }
            throw new IllegalStateException("failed");
          });
      assertThat(turns.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      timer.shutdownNow();
    }
  }
}
