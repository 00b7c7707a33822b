package drawbridge.platform.store;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/** Records the groups of a commit, and holds them until the test opens the gate. */
final class Gate implements AutoCloseable {

  /** All groups, in the order in which they started. */
  final List<List<Integer>> groups = new CopyOnWriteArrayList<>();

  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final CountDownLatch latch = new CountDownLatch(1);
  private final Function<List<Integer>, List<String>> work;

  /**
   * @param work answers a group or throws
   */
  Gate(Function<List<Integer>, List<String>> work) {
    this.work = work;
  }

  /** Answers a group at once. */
  List<String> pass(List<Integer> requests) {
    groups.add(requests);
    return work.apply(requests);
  }

  /** Answers a group when the gate is open. */
  List<String> hold(List<Integer> requests) {
    List<String> answers = pass(requests);
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return answers;
  }

  /** Releases the held groups, and holds no further ones. */
  void open() {
    latch.countDown();
  }

  /** Returns threads for callers. */
  ExecutorService threads() {
    return threads;
  }

  /**
   * Sends requests from one thread each. Returns when the first is in progress and the others wait
   * in this order.
   *
   * @param commit commits a request, and blocks
   * @param waiting returns the number of waiting requests
   */
  List<CompletableFuture<String>> sendOneByOne(
      IntFunction<String> commit, IntSupplier waiting, int... requests) {
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int request : requests) {
      int before = waiting.getAsInt();
      all.add(CompletableFuture.supplyAsync(() -> commit.apply(request), threads));
      boolean isFirst = all.size() == 1;
      await().until(() -> isFirst ? groups.size() == 1 : waiting.getAsInt() == before + 1);
    }
    return all;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
