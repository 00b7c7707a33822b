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

/** Holds groups at their work until it is opened, and knows which there were. */
final class Gate implements AutoCloseable {

  /** In the order of their beginning. */
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

  /** Works on a group at once. */
  List<String> pass(List<Integer> requests) {
    groups.add(requests);
    return work.apply(requests);
  }

  /** Works on a group, and answers when the gate is open. */
  List<String> hold(List<Integer> requests) {
    List<String> answers = pass(requests);
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return answers;
  }

  /** Whoever is held goes on, and nobody is held any more. */
  void open() {
    latch.countDown();
  }

  /** A thread for each, as a caller has. */
  ExecutorService threads() {
    return threads;
  }

  /**
   * The first is held while the others queue up in this order.
   *
   * @param go goes with a group, and blocks
   * @param waiting how many wait for one
   */
  List<CompletableFuture<String>> sendOneByOne(
      IntFunction<String> go, IntSupplier waiting, int... requests) {
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int request : requests) {
      int before = waiting.getAsInt();
      all.add(CompletableFuture.supplyAsync(() -> go.apply(request), threads));
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
