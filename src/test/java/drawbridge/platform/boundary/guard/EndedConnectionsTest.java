package drawbridge.platform.boundary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndedConnectionsTest {

  private final EndedConnections ended = new EndedConnections();

  @Test
  void connectionIsKnownFromItsLastReplyOn() {
    assertThat(ended.contains("one")).isFalse();
    ended.add("one");
    ended.add("one");
    assertThat(ended.contains("one")).isTrue();
    assertThat(ended.contains("two")).isFalse();
  }

  @Test
  void onlyTheLatestConnectionsAreKept() {
    IntStream.rangeClosed(0, EndedConnections.MOST).forEach(i -> ended.add("c" + i));
    assertThat(ended.contains("c0")).isFalse();
    assertThat(ended.contains("c1")).isTrue();
    assertThat(ended.contains("c" + EndedConnections.MOST)).isTrue();
  }

  @Test
  void threadsAddAtTheSameTime() throws InterruptedException {
    int threads = 8;
    int each = EndedConnections.MOST / threads;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch begin = new CountDownLatch(1);
    for (int i = 0; i < threads; i++) {
      String name = "t" + i + "-";
      pool.execute(
          () -> {
            try {
              begin.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            IntStream.range(0, each).forEach(n -> ended.add(name + n));
          });
    }
    begin.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < threads; i++) {
      String name = "t" + i + "-";
      assertThat(IntStream.range(0, each)).allMatch(n -> ended.contains(name + n));
    }
  }
}
