package drawbridge.workspace.control;

import drawbridge.platform.Ids;
import drawbridge.workspace.entity.InboundSecret;
import drawbridge.workspace.entity.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** In-memory workspaces. Counts reads, and can block them or make them fail. */
final class MemoryWorkspaces extends Workspaces {
  final List<Workspace> all = new CopyOnWriteArrayList<>();
  final List<InboundSecret> secrets = new CopyOnWriteArrayList<>();
  final List<String> uses = new CopyOnWriteArrayList<>();
  final AtomicInteger reads = new AtomicInteger();
  volatile boolean isDown;
  private volatile @Nullable CountDownLatch blocking;

  Workspace add(String name, String... values) {
    Workspace workspace = new Workspace(Ids.next(0), name, Instant.EPOCH);
    all.add(workspace);
    for (String secret : values) {
      secrets.add(new InboundSecret(Ids.next(0), workspace.id(), secret, Instant.EPOCH));
    }
    return workspace;
  }

  /** Blocks reads until the latch opens. */
  CountDownLatch block() {
    CountDownLatch latch = new CountDownLatch(1);
    blocking = latch;
    return latch;
  }

  @Override
  public SecretSnapshot snapshot() {
    reads.incrementAndGet();
    SecretSnapshot snapshot = new SecretSnapshot(new ArrayList<>(all), new ArrayList<>(secrets));
    CountDownLatch latch = blocking;
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    failIfDown();
    return snapshot;
  }

  @Override
  public void used(String secretId, Instant when) {
    uses.add(secretId);
    failIfDown();
  }

  private void failIfDown() {
    if (isDown) {
      throw new IllegalStateException("the store is down");
    }
  }
}
