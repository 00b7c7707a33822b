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
  void removalWaitsForSharedLocks() throws Exception {
    AtomicBoolean hasRun = new AtomicBoolean();
    WorkspaceLocks.SharedLock shared = locks.lock("acme").orElseThrow();
    Future<Boolean> removal = threads.submit(() -> locks.remove("acme", () -> !hasRun.get()));

    locks.lock("other").orElseThrow().release();
    hasRun.set(true);
    threads.submit(shared::release).get(); // any thread may release it

    assertThat(removal.get()).isFalse();
    locks.lock("acme").orElseThrow().release();
  }

  @Test
  void removedWorkspaceCannotBeLocked() {
    assertThat(locks.remove("acme", () -> true)).isTrue();

    assertThat(locks.lock("acme")).isEmpty();
    assertThat(locks.lock("acme-again")).isPresent();
  }

  @Test
  @Tag("R5")
  void slowRemovalFailsRequestsInsteadOfBlockingThem() throws Exception {
    CountDownLatch isRemoving = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Future<Boolean> removal =
        threads.submit(
            () ->
                locks.remove(
                    "acme",
                    () -> {
                      isRemoving.countDown();
                      return await(end);
                    }));
    isRemoving.await();

    assertThatThrownBy(() -> locks.lock("acme")).isInstanceOf(StoreUnavailable.class);

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
