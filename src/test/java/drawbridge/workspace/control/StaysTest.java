package drawbridge.workspace.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StaysTest {

  private final Stays stays = new Stays();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void aRemovalWaitsForWhoStaysAndSeesWhatTheyDid() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicBoolean hasRun = new AtomicBoolean();
    Future<Optional<String>> stay =
        threads.submit(
            () ->
                stays.during(
                    "acme",
                    () -> {
                      arrived.countDown();
                      await(leave);
                      hasRun.set(true);
                      return "accepted";
                    }));
    arrived.await();
    Future<Boolean> removal = threads.submit(() -> stays.end("acme", () -> !hasRun.get()));

    assertThat(stays.during("other", () -> "accepted")).contains("accepted");
    leave.countDown();

    assertThat(stay.get()).contains("accepted");
    assertThat(removal.get()).isFalse();
    assertThat(stays.during("acme", () -> "accepted")).contains("accepted");
  }

  @Test
  void nobodyStaysAfterTheRemoval() {
    assertThat(stays.end("acme", () -> true)).isTrue();

    assertThat(stays.during("acme", () -> "accepted")).isEmpty();
    assertThat(stays.during("acme-again", () -> "accepted")).isPresent();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
