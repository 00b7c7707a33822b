package drawbridge.platform.compute;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many threads compute at a time as there are processors. The others wait; groups take
 * turns, however many threads of a group wait. A thread that has computed for a slice lets another
 * group continue at its next checkpoint. Thread safe.
 *
 * <p>No deadlock: a thread gives its turn back while it waits for anything else (see {@link
 * Turn#whilePaused}).
 */
@ApplicationScoped
public class Processors {

  /** Time after which a thread lets others compute. */
  private static final long SLICE = Duration.ofMillis(20).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Deque<Waiter>> waiting = new LinkedHashMap<>();

  /** Threads that wait in the middle of a computation, with the memory that it takes. */
  private int interrupted;

  private final int most;
  private int free;

  public Processors() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param most threads that compute at a time
   */
  public Processors(int most) {
    this.most = most;
    this.free = most;
  }

  private static final class Waiter {
    private final Condition granted;
    private boolean isGranted;

    Waiter(Condition granted) {
      this.granted = granted;
    }
  }

  /**
   * Executes work in turns with that of other threads. Blocks until a processor is free.
   *
   * @param group whose threads share its place in the rotation
   */
  public <T, X extends Exception> T compute(String group, Work<T, X> work) throws X {
    return new Turn(this, group).compute(work);
  }

  void acquire(String group) {
    lock.lock();
    try {
      if (free > 0) {
        free--;
      } else {
        await(group, false);
      }
    } finally {
      lock.unlock();
    }
  }

  private void await(String group, boolean isFirst) {
    Waiter waiter = new Waiter(lock.newCondition());
    Deque<Waiter> own = waiting.computeIfAbsent(group, it -> new ArrayDeque<>());
    if (isFirst) {
      own.addFirst(waiter);
    } else {
      own.addLast(waiter);
    }
    while (!waiter.isGranted) {
      waiter.granted.awaitUninterruptibly();
    }
  }

  void release() {
    lock.lock();
    try {
      if (!grant(null)) {
        free++;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Grants a turn to the next group that is not this one; false when there is none. */
  private boolean grant(@Nullable String except) {
    for (Iterator<String> groups = waiting.keySet().iterator(); groups.hasNext(); ) {
      String group = groups.next();
      if (!group.equals(except)) {
        Deque<Waiter> queue = Objects.requireNonNull(waiting.get(group));
        Waiter next = queue.removeFirst();
        groups.remove();
        if (!queue.isEmpty()) {
          waiting.put(group, queue); // at the end of the rotation
        }
        next.isGranted = true;
        next.granted.signal();
        return true;
      }
    }
    return false;
  }

  /**
   * Lets another thread compute, if one waits and the slice that began then is over.
   *
   * @param isInterruption in the middle of a computation: only for another group, and not while as
   *     many computations are interrupted as there are processors, whose values fill the memory
   * @return whether the thread has waited
   */
  boolean pass(String group, long since, boolean isInterruption) {
    if (System.nanoTime() - since < SLICE) {
      return false;
    }
    lock.lock();
    try {
      if ((isInterruption && interrupted >= most) || !grant(isInterruption ? group : null)) {
        return false;
      }
      interrupted += isInterruption ? 1 : 0;
      await(group, isInterruption);
      interrupted -= isInterruption ? 1 : 0;
      return true;
    } finally {
      lock.unlock();
    }
  }
}
