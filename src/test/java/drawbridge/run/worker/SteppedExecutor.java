package drawbridge.run.worker;

import drawbridge.fixture.MovableClock;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** An executor and timer on the test's thread, over a clock that the test moves. */
public final class SteppedExecutor {

  private record Timer(Instant at, Runnable task, Duration again) {}

  private final MovableClock clock;
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private final List<Timer> timers = new ArrayList<>();
  private boolean full;

  SteppedExecutor(MovableClock clock) {
    this.clock = clock;
  }

  /** Returns the service to inject. */
  ManagedScheduledExecutorService service() {
    return (ManagedScheduledExecutorService)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ManagedScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              Runnable task = (Runnable) arguments[0];
              switch (method.getName()) {
                case "execute" -> execute(task);
                case "schedule" -> later(task, (Long) arguments[1], (TimeUnit) arguments[2], false);
                case "scheduleWithFixedDelay" ->
                    later(task, (Long) arguments[1], (TimeUnit) arguments[3], true);
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private synchronized void execute(Runnable task) {
    if (full) {
      throw new RejectedExecutionException("full");
    }
    queue.add(task);
  }

  private synchronized void later(Runnable task, long delay, TimeUnit unit, boolean repeat) {
    Duration length = Duration.of(delay, unit.toChronoUnit());
    timers.add(new Timer(clock.instant().plus(length), task, repeat ? length : Duration.ZERO));
  }

  /** Lets the executor refuse tasks, or accept them again. */
  public synchronized void full(boolean now) {
    full = now;
  }

  /** Returns the number of accepted tasks that have not started. */
  public synchronized int waiting() {
    return queue.size();
  }

  public synchronized int timers() {
    return timers.size();
  }

  /** Executes one task; false when there is none. */
  public boolean step() {
    Runnable task;
    synchronized (this) {
      task = queue.poll();
    }
    if (task == null) {
      return false;
    }
    task.run();
    return true;
  }

  /** Executes tasks until there is none. */
  public void drain() {
    for (int steps = 0; step(); steps++) {
      if (steps > 10_000) {
        throw new AssertionError("tasks do not come to an end");
      }
    }
  }

  /** Moves the clock, and runs the timers that become due. */
  public void advance(Duration length) {
    Instant end = clock.instant().plus(length);
    drain();
    for (Optional<Timer> next = next(end); next.isPresent(); next = next(end)) {
      clock.moveTo(next.get().at());
      next.get().task().run();
      drain();
    }
    clock.moveTo(end);
  }

  private synchronized Optional<Timer> next(Instant end) {
    Optional<Timer> next =
        timers.stream().filter(t -> !t.at().isAfter(end)).min(Comparator.comparing(Timer::at));
    next.ifPresent(
        timer -> {
          timers.remove(timer);
          if (!timer.again().isZero()) {
            Instant ran = timer.at().isAfter(clock.instant()) ? timer.at() : clock.instant();
            timers.add(new Timer(ran.plus(timer.again()), timer.task(), timer.again()));
          }
        });
    return next;
  }
}
