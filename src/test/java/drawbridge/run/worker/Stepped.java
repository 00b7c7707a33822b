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

/** An executor and a timer of one thread, the test's, over a clock that the test moves. */
public final class Stepped {

  private record Timer(Instant at, Runnable work, Duration again) {}

  private final MovableClock clock;
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private final List<Timer> timers = new ArrayList<>();
  private boolean full;

  Stepped(MovableClock clock) {
    this.clock = clock;
  }

  /** What is injected. */
  ManagedScheduledExecutorService service() {
    return (ManagedScheduledExecutorService)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ManagedScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              Runnable work = (Runnable) arguments[0];
              switch (method.getName()) {
                case "execute" -> execute(work);
                case "schedule" -> later(work, (Long) arguments[1], (TimeUnit) arguments[2], false);
                case "scheduleWithFixedDelay" ->
                    later(work, (Long) arguments[1], (TimeUnit) arguments[3], true);
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private synchronized void execute(Runnable work) {
    if (full) {
      throw new RejectedExecutionException("full");
    }
    queue.add(work);
  }

  private synchronized void later(Runnable work, long delay, TimeUnit unit, boolean repeat) {
    Duration length = Duration.of(delay, unit.toChronoUnit());
    timers.add(new Timer(clock.instant().plus(length), work, repeat ? length : Duration.ZERO));
  }

  /** From now on it refuses, or takes again. */
  public synchronized void full(boolean now) {
    full = now;
  }

  /** How much was handed over and is not begun. */
  public synchronized int waiting() {
    return queue.size();
  }

  public synchronized int timers() {
    return timers.size();
  }

  /** Does one piece of work; false when there is none. */
  public boolean step() {
    Runnable work;
    synchronized (this) {
      work = queue.poll();
    }
    if (work == null) {
      return false;
    }
    work.run();
    return true;
  }

  /** Works until nothing is left to do at this time. */
  public void drain() {
    for (int steps = 0; step(); steps++) {
      if (steps > 10_000) {
        throw new AssertionError("it does not come to rest");
      }
    }
  }

  /** Lets time pass, with all that becomes due in it. */
  public void pass(Duration length) {
    Instant end = clock.instant().plus(length);
    drain();
    for (Optional<Timer> next = next(end); next.isPresent(); next = next(end)) {
      clock.moveTo(next.get().at());
      next.get().work().run();
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
            timers.add(new Timer(ran.plus(timer.again()), timer.work(), timer.again()));
          }
        });
    return next;
  }
}
