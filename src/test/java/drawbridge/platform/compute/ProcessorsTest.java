package drawbridge.platform.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessorsTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Processors processors = new Processors(2);
  private final AtomicInteger computing = new AtomicInteger();
  private volatile boolean isEnough;

  @AfterEach
  void end() {
    isEnough = true;
    threads.shutdownNow();
  }

  /** Computes without a pause until the test has seen enough. */
  private Future<?> computation(String group) {
    return threads.submit(
        () ->
            processors.compute(
                group,
                () -> {
                  computing.incrementAndGet();
                  while (!isEnough) {
                    Checkpoint.pass();
                  }
                  return true;
                }));
  }

  private void countDown(String group, CountDownLatch computed) {
    var unused =
        threads.submit(
            () ->
                processors.compute(
                    group,
                    () -> {
                      computed.countDown();
                      return true;
                    }));
  }

  private void await(int started) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> computing.get() >= started);
  }

  @Test
  void groupComputesWhileAnotherHoldsAllProcessors() throws Exception {
    List<Future<?>> bombs = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      bombs.add(computation("bombs"));
    }
    await(2);
    assertThat(computing).as("as many as processors").hasValue(2);
    CountDownLatch computed = new CountDownLatch(1);
    countDown("other", computed);
    assertThat(computed.await(20, TimeUnit.SECONDS)).isTrue();
    isEnough = true;
    for (Future<?> bomb : bombs) {
      bomb.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void fewComputationsAreInterruptedAtATime() throws Exception {
    for (int i = 0; i < 20; i++) {
      var unused = computation("group" + i);
    }
    await(4);
    CountDownLatch computed = new CountDownLatch(1);
    countDown("last", computed);
    assertThat(computed.await(300, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(computing).as("computing and interrupted").hasValue(4);
    isEnough = true;
    assertThat(computed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void threadsOfAGroupTakeTurnsBetweenTheirParts() {
    AtomicInteger seen = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      var unused =
          threads.submit(
              () ->
                  processors.compute(
                      "one",
                      () -> {
                        seen.incrementAndGet();
                        while (!isEnough) {
                          Turn.yieldIfLong();
                        }
                        return true;
                      }));
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> seen.get() == 10);
  }

  @Test
  void pauseLetsOthersComputeAndEndsWithATurn() throws Exception {
    Processors single = new Processors(1);
    String seen =
        single.compute(
            "a",
            () -> {
              String other =
                  Turn.whilePaused(
                      () ->
                          threads
                              .submit(() -> single.compute("b", () -> "b"))
                              .get(20, TimeUnit.SECONDS));
              assertThat(Turn.current()).isNotNull();
              return other;
            });
    assertThat(seen).isEqualTo("b");
    assertThat(Turn.current()).isNull();
  }

  @Test
  void branchComputesBesideItsRunOnceOnly() {
    Processors single = new Processors(1);
    boolean isSame =
        single.compute(
            "a",
            () -> {
              Turn own = Turn.current();
              return Turn.beside(own, () -> Turn.current() == own);
            });
    assertThat(isSame).isTrue();
  }

  @Test
  void failuresGiveTheTurnBack() {
    Processors single = new Processors(1);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  single.compute(
                      "a",
                      () ->
                          Turn.whilePaused(
                              () -> {
                                throw new IllegalStateException("failed");
                              })))
          .isInstanceOf(IllegalStateException.class);
    }
    int computed = single.compute("b", () -> 1);
    assertThat(computed).isEqualTo(1);
  }

  @Test
  void withoutATurnNothingBlocks() {
    Turn.yieldIfLong();
    Checkpoint.pass();
    int waited = Turn.whilePaused(() -> 1);
    int beside = Turn.beside(null, () -> 2);
    assertThat(waited + beside).isEqualTo(3);
  }
}
