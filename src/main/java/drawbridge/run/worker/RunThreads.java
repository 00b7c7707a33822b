package drawbridge.run.worker;

import drawbridge.platform.Workers;
import drawbridge.run.control.RunSettings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The threads that claim runs, and that execute runs and branches of forks. */
@ApplicationScoped
public class RunThreads implements Executor {

  /** Threads that claim runs, or are about to end. */
  private static final int OTHERS = 4;

  private static final Duration LINGER = Duration.ofSeconds(1);

  @Inject RunSettings settings;

  @Resource(lookup = "concurrent/drawbridge")
  ManagedExecutorService executor;

  private @Nullable Workers workers;

  @PostConstruct
  void start() {
    int most = settings.concurrency() + settings.branches() + OTHERS;
    workers = new Workers(task -> executor.execute(task), most, LINGER);
  }

  /**
   * Executes a task on another thread. Does not block.
   *
   * @throws java.util.concurrent.RejectedExecutionException when no thread is available
   */
  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(workers).execute(task);
  }
}
