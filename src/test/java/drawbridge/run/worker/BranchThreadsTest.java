package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BranchThreadsTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final AtomicInteger walked = new AtomicInteger();

  @Test
  void branchesBeyondTheLimitAreRefused() {
    BranchThreads threads = new BranchThreads(tasks::add, 2);
    threads.execute(walked::incrementAndGet);
    threads.execute(walked::incrementAndGet);
    assertThatThrownBy(() -> threads.execute(walked::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);

    tasks.remove().run();
    threads.execute(walked::incrementAndGet);
    tasks.forEach(Runnable::run);
    assertThat(walked).hasValue(3);
  }

  @Test
  void aBranchThatFailsOrIsRefusedFreesItsThread() {
    BranchThreads threads = new BranchThreads(tasks::add, 1);
    threads.execute(
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThatThrownBy(() -> tasks.remove().run()).hasMessage("broken");
    threads.execute(walked::incrementAndGet);
    tasks.remove().run();

    BranchThreads full =
        new BranchThreads(
            branch -> {
              throw new RejectedExecutionException("full");
            },
            1);
    assertThatThrownBy(() -> full.execute(walked::incrementAndGet)).hasMessage("full");
    assertThatThrownBy(() -> full.execute(walked::incrementAndGet)).hasMessage("full");
    assertThat(walked).hasValue(1);
  }
}
