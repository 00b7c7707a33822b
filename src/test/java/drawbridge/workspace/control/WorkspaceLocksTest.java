package drawbridge.workspace.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.platform.store.StoreUnavailable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WorkspaceLocksTest {

  private final WorkspaceLocks locks = new WorkspaceLocks();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void aRemovalWaitsForWhoStaysAndSeesWhatTheyDid() throws Exception {
    AtomicBoolean hasRun = new AtomicBoolean();
    WorkspaceLocks.Stay stay = locks.enter("acme").orElseThrow();
    Future<Boolean> removal = threads.submit(() -> locks.end("acme", () -> !hasRun.get()));

    locks.enter("other").orElseThrow().leave();
    hasRun.set(true);
    threads.submit(stay::leave).get(); // whoever committed for it leaves, too

    assertThat(removal.get()).isFalse();
    locks.enter("acme").orElseThrow().leave();
  }

  @Test
  void nobodyStaysAfterTheRemoval() {
    assertThat(locks.end("acme", () -> true)).isTrue();

    assertThat(locks.enter("acme")).isEmpty();
    assertThat(locks.enter("acme-again")).isPresent();
  }

  @Test
  @Tag("R5")
  void aRemovalThatDoesNotEndHoldsASenderForTwoSecondsAtMost() throws Exception {
    CountDownLatch isRemoving = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Future<Boolean> removal =
        threads.submit(
            () ->
                locks.end(
                    "acme",
                    () -> {
                      isRemoving.countDown();
                      return await(end);
                    }));
    isRemoving.await();

    assertThatThrownBy(() -> locks.enter("acme")).isInstanceOf(StoreUnavailable.class);

    end.countDown();
    assertThat(removal.get()).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
