package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  /** Clocks that stand still, and count how often the processor is asked. */
  private static final class Clocks extends ProcessorTime {
    private Duration passed = Duration.ZERO;
    private Duration computed = Duration.ZERO;
    private int asked;

    void pass(int millis, int ofWhichComputing) {
      passed = passed.plusMillis(millis);
      computed = computed.plusMillis(ofWhichComputing);
    }

    @Override
    long clock() {
      return passed.toNanos();
    }

    @Override
    long ofThisThread() {
      asked++;
      return computed.toNanos();
    }
  }

  private final Clocks clocks = new Clocks();

  @Test
  void aStretchIsOverWhenTheThreadHasComputedForSoLong() {
    ProcessorTime.Stretch stretch = clocks.begin(Duration.ofMillis(8));
    clocks.pass(7, 7);
    assertThat(stretch.isOver()).isFalse();
    clocks.pass(100, 0);
    assertThat(stretch.isOver()).as("stopped by a busy machine").isFalse();
    clocks.pass(1, 1);
    assertThat(stretch.isOver()).isTrue();
  }

  @Test
  void asLongAsTheClockKnowsTheProcessorIsNotAsked() {
    ProcessorTime.Stretch all = clocks.begin(Duration.ofMillis(100));
    for (int run = 0; run < 20; run++) {
      ProcessorTime.Stretch ofRun = all.part(Duration.ofMillis(800));
      clocks.pass(1, 1);
      assertThat(all.isOver() || ofRun.isOver()).isFalse();
    }
    assertThat(clocks.asked).as("at its beginning").isEqualTo(1);
  }

  @Test
  void aPartBeginsAQuarterOfItEarlierAtMost() {
    ProcessorTime.Stretch all = clocks.begin(Duration.ofMillis(100));
    clocks.pass(2, 2);
    ProcessorTime.Stretch early = all.part(Duration.ofMillis(8));
    clocks.pass(6, 6);
    assertThat(early.isOver()).isTrue();

    ProcessorTime.Stretch exact = all.part(Duration.ofMillis(8));
    clocks.pass(7, 7);
    assertThat(exact.isOver()).isFalse();
    clocks.pass(1, 1);
    assertThat(exact.isOver()).isTrue();
  }

  @Test
  void noTimeIsOverAtOnce() {
    assertThat(clocks.begin(Duration.ZERO).isOver()).isTrue();
    assertThat(new ProcessorTime().begin(Duration.ZERO).isOver()).isTrue();
    assertThat(new ProcessorTime().begin(Duration.ofHours(1)).isOver()).isFalse();
  }
}
