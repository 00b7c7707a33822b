package drawbridge.platform.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  /** Clocks that the test moves, which count the readings of CPU time. */
  private static final class Clocks extends ProcessorTime {
    private Duration passed = Duration.ZERO;
    private Duration computed = Duration.ZERO;
    private int readings;

    void advance(int millis, int ofWhichComputing) {
      passed = passed.plusMillis(millis);
      computed = computed.plusMillis(ofWhichComputing);
    }

    @Override
    protected long clock() {
      return passed.toNanos();
    }

    @Override
    protected long ofThisThread() {
      readings++;
      return computed.toNanos();
    }
  }

  private final Clocks clocks = new Clocks();

  @Test
  void aStretchIsOverWhenItsCpuTimeReachesTheLimit() {
    ProcessorTime.Stretch stretch = clocks.begin(Duration.ofMillis(8));
    clocks.advance(7, 7);
    assertThat(stretch.isOver()).isFalse();
    clocks.advance(100, 0);
    assertThat(stretch.isOver()).as("time in which the thread did not run").isFalse();
    clocks.advance(1, 1);
    assertThat(stretch.isOver()).isTrue();
  }

  @Test
  void cpuTimeIsNotReadBeforeTheElapsedTimeReachesTheLimit() {
    ProcessorTime.Stretch all = clocks.begin(Duration.ofMillis(100));
    for (int run = 0; run < 20; run++) {
      ProcessorTime.Stretch ofRun = all.part(Duration.ofMillis(800));
      clocks.advance(1, 1);
      assertThat(all.isOver() || ofRun.isOver()).isFalse();
    }
    assertThat(clocks.readings).as("at the start").isEqualTo(1);
  }

  @Test
  void aPartStartsAtMostAQuarterOfItsLengthEarlier() {
    ProcessorTime.Stretch all = clocks.begin(Duration.ofMillis(100));
    clocks.advance(2, 2);
    ProcessorTime.Stretch early = all.part(Duration.ofMillis(8));
    clocks.advance(6, 6);
    assertThat(early.isOver()).isTrue();

    ProcessorTime.Stretch exact = all.part(Duration.ofMillis(8));
    clocks.advance(7, 7);
    assertThat(exact.isOver()).isFalse();
    clocks.advance(1, 1);
    assertThat(exact.isOver()).isTrue();
  }

  @Test
  void aStretchWithoutTimeIsOverAtOnce() {
    assertThat(clocks.begin(Duration.ZERO).isOver()).isTrue();
    assertThat(new ProcessorTime().begin(Duration.ZERO).isOver()).isTrue();
    assertThat(new ProcessorTime().begin(Duration.ofHours(1)).isOver()).isFalse();
  }
}
