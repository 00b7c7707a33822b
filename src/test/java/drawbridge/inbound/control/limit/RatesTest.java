package drawbridge.inbound.control.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import drawbridge.fixture.MovableClock;
import drawbridge.inbound.entity.Rate;
import drawbridge.inbound.entity.RateLimitDecision;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each workspace and each trigger has a bucket that fills over time. */
@Tag("R5")
class RatesTest {

  private static final Optional<Rate> DEFAULT = Optional.empty();

  private final MovableClock clock = new MovableClock();

  @SuppressWarnings("UnnecessaryAssignment") // there is no container here
  private Rates rates(String ofWorkspaces, String ofTriggers) {
    Rates rates = new Rates();
    rates.clock = clock;
    rates.limits =
        new SenderLimits(
            Rate.parse(ofWorkspaces), Rate.parse(ofTriggers), 8, Duration.ofSeconds(1), 8);
    return rates;
  }

  @Test
  void burstIsAcceptedAtOnceAndThenTheRate() {
    Rates rates = rates("10/s burst 30", "unlimited");
    assertThat(accepted(rates, 31)).isEqualTo(30);
    clock.move(Duration.ofMillis(500));
    assertThat(accepted(rates, 31)).isEqualTo(5);
    clock.move(Duration.ofHours(1));
    assertThat(accepted(rates, 31)).isEqualTo(30);
  }

  /** Returns how many of these requests are accepted. */
  private static long accepted(Rates rates, int requests) {
    return IntStream.range(0, requests).filter(each -> !rates.decision("w").isRefused()).count();
  }

  @Test
  void decisionHasRemainingRequestsAndWait() {
    Rates rates = rates("2/s burst 3", "unlimited");
    assertThat(rates.decision("w").shares())
        .containsExactly(new RateLimitDecision.Share("workspace", new Rate(2, 3), 2, 0));
    accepted(rates, 2);
    RateLimitDecision refused = rates.decision("w");
    assertThat(refused.isRefused()).isTrue();
    assertThat(refused.waitSeconds()).isOne();
    assertThat(refused.refusing()).isEqualTo("workspace");
    assertThat(refused.shares()).extracting(RateLimitDecision.Share::remaining).containsExactly(0L);
  }

  @Test
  void requestAfterTheWaitIsAccepted() {
    Rates rates = rates("1/s", "unlimited");
    assertThat(rates.decision("w").isRefused()).isFalse();
    RateLimitDecision refused = rates.decision("w");
    clock.move(Duration.ofSeconds(refused.waitSeconds()).minusMillis(1));
    assertThat(rates.decision("w").isRefused()).isTrue();
    clock.move(Duration.ofMillis(1));
    assertThat(rates.decision("w").isRefused()).isFalse();
  }

  @Test
  void eachWorkspaceHasItsOwnBucket() {
    Rates rates = rates("1/s", "unlimited");
    accepted(rates, 5);
    assertThat(rates.decision("other").isRefused()).isFalse();
  }

  @Test
  void unlimitedRateHasNoShares() {
    Rates rates = rates("unlimited", "unlimited");
    assertThat(rates.decision("w")).isEqualTo(RateLimitDecision.UNLIMITED);
    assertThat(rates.decision("w", "t", DEFAULT)).isEqualTo(RateLimitDecision.UNLIMITED);
    assertThat(RateLimitDecision.UNLIMITED.isRefused()).isFalse();
    assertThat(RateLimitDecision.UNLIMITED.waitSeconds()).isZero();
  }

  @Test
  void triggerAndWorkspaceRatesBothApply() {
    Rates rates = rates("10/s", "2/s");
    assertThat(rates.decision("w", "t", DEFAULT).shares())
        .extracting(RateLimitDecision.Share::policy, RateLimitDecision.Share::remaining)
        .containsExactly(tuple("workspace", 9L), tuple("trigger", 1L));
    assertThat(rates.decision("w").shares())
        .extracting(RateLimitDecision.Share::remaining)
        .containsExactly(8L);
  }

  @Test
  void refusalOfOneRateUsesNothingOfTheOther() {
    Rates rates = rates("10/s", "2/s");
    List<RateLimitDecision> decisions =
        IntStream.range(0, 50).mapToObj(each -> rates.decision("w", "t", DEFAULT)).toList();
    assertThat(decisions).filteredOn(decision -> !decision.isRefused()).hasSize(2);
    assertThat(decisions.get(49).refusing()).isEqualTo("trigger");
    assertThat(accepted(rates, 50)).isEqualTo(8);

    clock.move(Duration.ofMillis(100)); // adds one token to the workspace
    assertThat(rates.decision("w").isRefused()).isFalse();
    clock.move(Duration.ofMillis(900));
    accepted(rates, 50);
    assertThat(rates.decision("w", "t", DEFAULT).refusing()).isEqualTo("workspace");
    clock.move(Duration.ofMillis(100));
    assertThat(rates.decision("w", "t", DEFAULT).shares().get(1).remaining()).isOne();
  }

  @Test
  void changedRateAppliesToTheNextRequest() {
    Rates rates = rates("unlimited", "1/s");
    assertThat(rates.decision("w", "t", DEFAULT).isRefused()).isFalse();
    assertThat(rates.decision("w", "t", DEFAULT).isRefused()).isTrue();
    Optional<Rate> raised = Optional.of(new Rate(5, 5));
    assertThat(rates.decision("w", "t", raised).shares())
        .containsExactly(new RateLimitDecision.Share("trigger", new Rate(5, 5), 4, 0));
    assertThat(rates.decision("w", "t", raised).shares())
        .extracting(RateLimitDecision.Share::remaining)
        .contains(3L);
    assertThat(rates.decision("w", "t", Optional.of(Rate.UNLIMITED)))
        .isEqualTo(RateLimitDecision.UNLIMITED);
  }

  @Test
  void clockSetBackRefusesNoRequest() {
    Rates rates = rates("1/s", "unlimited");
    accepted(rates, 2);
    clock.move(Duration.ofHours(-1));
    accepted(rates, 2);
    clock.move(Duration.ofSeconds(1));
    assertThat(rates.decision("w").isRefused()).isFalse();
  }

  @Test
  void exactlyTheBurstOfConcurrentRequestsIsAccepted() {
    Rates rates = rates("1/s burst 1000", "unlimited");
    long passed =
        IntStream.range(0, 20_000)
            .parallel()
            .filter(each -> !rates.decision("w").isRefused())
            .count();
    assertThat(passed).isEqualTo(1000);
  }

  @Test
  void fullBucketsAreRemoved() {
    Buckets buckets = new Buckets("trigger", new Instants());
    Rate rate = new Rate(1, 1);
    for (int trigger = 0; trigger < 100_000; trigger++) {
      assertThat(buckets.take("t" + trigger, rate)).isPresent();
      clock.move(Duration.ofMillis(1));
    }
    assertThat(buckets.size()).isLessThan(3_000);
    assertThat(buckets.take("t99999", rate).orElseThrow().waitSeconds()).isOne();
  }

  @Test
  void bucketsOfTriggersThatAreGoneAreReleasedWithinAnHour() {
    Buckets buckets = new Buckets("trigger", new Instants());
    Rate rate = new Rate(1, 1);
    for (int trigger = 0; trigger < 20_000; trigger++) {
      assertThat(buckets.take("t" + trigger, rate)).isPresent();
    }
    assertThat(buckets.size()).as("none of them is full").isEqualTo(20_000);
    clock.move(Duration.ofHours(1));
    assertThat(buckets.take("new", rate)).isPresent();
    assertThat(buckets.size()).isOne();
  }

  @Test
  void refusalsOfOneSenderShareABucket() {
    Buckets buckets = new Buckets("trigger", new Instants());
    for (int request = 0; request < 10_000; request++) {
      assertThat(buckets.take("t", new Rate(1, 1))).isPresent();
    }
    assertThat(buckets.size()).isOne();
  }

  private final class Instants implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return 1_000_000 * clock.millis();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
