package drawbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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

  @Test
  void turnsThatFailOneAfterAnotherAreReportedOnceAMinute() {
    Logger logger = Logger.getLogger(Recurring.class.getName());
    List<String> reported = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            reported.add(String.valueOf(line.getParameters()[1]));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    AtomicInteger turns = new AtomicInteger();
    Recurring work =
        new Recurring(
            "work",
            () -> {
              if (turns.incrementAndGet() != 7) {
                throw new IllegalStateException("turn " + turns);
              }
            },
            Duration.ofSeconds(20));
    logger.addHandler(handler);
    try {
      for (int turn = 1; turn <= 8; turn++) {
        work.run();
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(reported)
        .extracting(each -> each.replaceFirst(".*: ", ""))
        .containsExactly("turn 1", "turn 4", "turn 8");
  }
}
