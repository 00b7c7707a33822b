package drawbridge.inbound.trigger.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.inbound.trigger.control.UnrecordedCalls.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C11")
class UnrecordedCallsTest {

  private final MovableClock clock = new MovableClock();
  private final UnrecordedCalls calls = new UnrecordedCalls();
  private Instant start;

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // there is no container
  void setUp() {
    start = clock.instant();
    calls.clock = clock;
    calls.start();
  }

  @Test
  void triggerWithoutCallsHasZeros() {
    clock.move(Duration.ofMinutes(1));
    assertThat(calls.of("t")).isEqualTo(new UnrecordedCalls.Counts(start, 0, 0, 0, 0, List.of()));
  }

  @Test
  void eachKindIsCountedPerTrigger() {
    calls.refused("t", "malformed-request", "Malformed request");
    clock.move(Duration.ofSeconds(1));
    calls.refused("t", "unauthenticated", "no secret proves it");
    calls.handshake("t");
    calls.dryRun("t");
    calls.dryRun("t");
    calls.dryRun("other");
    assertThat(calls.of("t"))
        .isEqualTo(
            new UnrecordedCalls.Counts(
                start,
                1,
                1,
                1,
                2,
                List.of(
                    new Reason(start.plusSeconds(1), "unauthenticated", "no secret proves it"),
                    new Reason(start, "malformed-request", "Malformed request"))));
  }

  @Test
  void floodKeepsTheLastHundredReasons() {
    for (int i = 0; i < 10_000; i++) {
      clock.move(Duration.ofMillis(1));
      calls.refused("t", "unauthenticated", "the signature is missing");
    }
    assertThat(calls.of("t").unauthenticated()).isEqualTo(10_000);
    assertThat(calls.of("t").reasons()).hasSize(UnrecordedCalls.MOST_REASONS);
    assertThat(calls.of("t").reasons().get(0).at()).isEqualTo(start.plusMillis(10_000));
    assertThat(calls.of("t").reasons().get(99).at()).isEqualTo(start.plusMillis(9_901));
  }

  @Test
  void handshakesPushOutNoReason() {
    calls.refused("t", "unauthenticated", "the signature is missing");
    for (int i = 0; i < 200; i++) {
      calls.handshake("t");
    }
    assertThat(calls.of("t").reasons()).hasSize(1);
  }

  @Test
  void triggerThatWasCalledLeastRecentlyIsForgotten() {
    calls.dryRun("first");
    calls.dryRun("second");
    for (int i = 0; i < UnrecordedCalls.MOST_TRIGGERS - 1; i++) {
      calls.dryRun("t" + i);
    }
    assertThat(calls.of("first").dryRuns()).isZero();
    assertThat(calls.of("second").dryRuns()).isEqualTo(1);
  }
}
