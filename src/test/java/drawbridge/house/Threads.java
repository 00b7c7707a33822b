package drawbridge.house;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.Trigger;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The server's executors without a server: real threads. What nobody in the house uses is not
 * supported.
 */
public class Threads extends ScheduledThreadPoolExecutor
    implements ManagedScheduledExecutorService {

  public Threads(int size) {
    super(size);
    setRemoveOnCancelPolicy(true);
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Whoever brings work does it. */
  public static Threads direct() {
    return new Threads(1) {
      @Override
      public void execute(Runnable work) {
        work.run();
      }
    };
  }

  /** Lets what is at work end, for a few seconds; what waits for its time is dropped. */
  public void end() {
    shutdown();
    try {
      if (!awaitTermination(5, TimeUnit.SECONDS)) {
        shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public CompletableFuture<Void> runAsync(Runnable work) {
    return CompletableFuture.runAsync(work, this);
  }

  @Override
  public <U> CompletableFuture<U> supplyAsync(Supplier<U> work) {
    return CompletableFuture.supplyAsync(work, this);
  }

  @Override
  public <U> CompletableFuture<U> completedFuture(U value) {
    return CompletableFuture.completedFuture(value);
  }

  @Override
  public <U> CompletionStage<U> completedStage(U value) {
    return CompletableFuture.completedStage(value);
  }

  @Override
  public <U> CompletableFuture<U> failedFuture(Throwable failure) {
    return CompletableFuture.failedFuture(failure);
  }

  @Override
  public <U> CompletionStage<U> failedStage(Throwable failure) {
    return CompletableFuture.failedStage(failure);
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  @Override
  public <T> CompletableFuture<T> copy(CompletableFuture<T> future) {
    return future.copy();
  }

  @Override
  public <T> CompletionStage<T> copy(CompletionStage<T> stage) {
    return stage.thenApply(value -> value);
  }

  @Override
  public ContextService getContextService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, Trigger trigger) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> work, Trigger trigger) {
    throw new UnsupportedOperationException();
  }
}
