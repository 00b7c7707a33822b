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

/** The threads that runs and their branches are worked on by, and that take due runs. */
@ApplicationScoped
public class RunThreads implements Executor {

  /** Who takes due runs, and who is about to go. */
  private static final int OTHERS = 4;

  private static final Duration LINGER = Duration.ofSeconds(1);

  @Inject RunSettings settings;

  @Resource(lookup = "concurrent/drawbridge")
  ManagedExecutorService executor;

  private @Nullable Workers workers;

  @PostConstruct
  void furnish() {
    int most = settings.concurrency() + settings.branches() + OTHERS;
    workers = new Workers(task -> executor.execute(task), most, LINGER);
  }

  /**
   * Has a task done soon.
   *
   * @throws java.util.concurrent.RejectedExecutionException when there is no thread for it
   */
  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(workers).execute(task);
  }
}
