package drawbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.Reachable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R5")
class PermitsTest {

  @Test
  void oneOwnerGetsHalfOfThePermits() {
    Permits permits = new Permits(5);
    assertThat(IntStream.range(0, 9).filter(each -> permits.tryAcquire("a"))).hasSize(2);
    assertThat(IntStream.range(0, 9).filter(each -> permits.tryAcquire("b"))).hasSize(2);
    assertThat(IntStream.range(0, 9).filter(each -> permits.tryAcquire("c"))).hasSize(1);
    assertThat(permits.tryAcquire("d")).isFalse();
    permits.release("a");
    assertThat(permits.tryAcquire("c")).isTrue();
    assertThat(permits.tryAcquire("a")).isFalse();
  }

  @Test
  void anyOwnerGetsTheOnlyPermit() {
    Permits permits = new Permits(1);
    assertThat(permits.tryAcquire("a")).isTrue();
    assertThat(permits.tryAcquire("b")).isFalse();
    permits.release("a");
    assertThat(permits.tryAcquire("b")).isTrue();
  }

  @Test
  void returnedPermitsLeaveNothingBehind() {
    Permits permits = new Permits(8);
    Reachable before = Reachable.from(List.of(permits));
    for (int workspace = 0; workspace < 10_000; workspace++) {
      assertThat(permits.tryAcquire("w" + workspace)).isTrue();
      permits.release("w" + workspace);
    }
    assertThat(Reachable.from(List.of(permits)).since(before)).isEmpty();
  }

  @Test
  void concurrentUseLosesNoPermit() {
    Permits permits = new Permits(8);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    IntStream.range(0, 100_000)
        .parallel()
        .forEach(
            each -> {
              String workspace = "w" + each % 3;
              if (permits.tryAcquire(workspace)) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                permits.release(workspace);
              }
            });
    assertThat(most.get()).isBetween(1, 8);
    assertThat(IntStream.range(0, 9).filter(each -> permits.tryAcquire("a"))).hasSize(4);
    assertThat(IntStream.range(0, 9).filter(each -> permits.tryAcquire("b"))).hasSize(4);
  }
}
