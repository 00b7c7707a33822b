package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BranchThreadsTest {

  private final Deque<Runnable> handedOver = new ArrayDeque<>();
  private final AtomicInteger walked = new AtomicInteger();

  @Test
  void thereAreNoMoreThanThatManyAtOnce() {
    BranchThreads threads = new BranchThreads(handedOver::add, 2);
    threads.execute(walked::incrementAndGet);
    threads.execute(walked::incrementAndGet);
    assertThatThrownBy(() -> threads.execute(walked::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);

    handedOver.remove().run();
    threads.execute(walked::incrementAndGet);
    handedOver.forEach(Runnable::run);
    assertThat(walked).hasValue(3);
  }

  @Test
  void aBranchThatBreaksOrIsRefusedLeavesItsPlace() {
    BranchThreads threads = new BranchThreads(handedOver::add, 1);
    threads.execute(
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThatThrownBy(() -> handedOver.remove().run()).hasMessage("broken");
    threads.execute(walked::incrementAndGet);
    handedOver.remove().run();

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
