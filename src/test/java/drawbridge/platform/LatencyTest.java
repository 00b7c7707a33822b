package drawbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyTest {

  private final Latency latency = new Latency();

  @Test
  void boundIncludesItsOwnDuration() {
    latency.add(Duration.ofMillis(5).toNanos());
    latency.add(Duration.ofMillis(5).toNanos() + 1);
    latency.add(0);
    assertThat(latency.upTo(Latency.BOUNDS.indexOf(0.002))).isEqualTo(1);
    assertThat(latency.upTo(Latency.BOUNDS.indexOf(0.005))).isEqualTo(2);
    assertThat(latency.upTo(Latency.BOUNDS.indexOf(0.01))).isEqualTo(3);
    assertThat(latency.seconds()).isEqualTo(0.010000001);
  }

  @Test
  void longerDurationsCountInTotal() {
    latency.add(Duration.ofHours(1).toNanos());
    assertThat(latency.upTo(Latency.BOUNDS.size() - 1)).isZero();
    assertThat(latency.count()).isOne();
  }
}
