package drawbridge.inbound.control;

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

/** Each workspace and each trigger has a bucket that fills with the clock. */
@Tag("R5")
class RatesTest {

  private static final Optional<Rate> AS_SET = Optional.empty();

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
  void asManyAsTheBurstComeAtOnceAndThenAsManyAsTheRateSays() {
    Rates rates = rates("10/s burst 30", "unlimited");
    assertThat(leftOf(rates, 31)).isEqualTo(30);
    clock.move(Duration.ofMillis(500));
    assertThat(leftOf(rates, 31)).isEqualTo(5);
    clock.move(Duration.ofHours(1));
    assertThat(leftOf(rates, 31)).isEqualTo(30);
  }

  /** How many of these requests were not refused. */
  private static long leftOf(Rates rates, int requests) {
    return IntStream.range(0, requests).filter(each -> !rates.decision("w").isRefused()).count();
  }

  @Test
  void aPassSaysWhatIsLeftAndARefusalWhenToComeAgain() {
    Rates rates = rates("2/s burst 3", "unlimited");
    assertThat(rates.decision("w").shares())
        .containsExactly(new RateLimitDecision.Share("workspace", new Rate(2, 3), 2, 0));
    leftOf(rates, 2);
    RateLimitDecision refused = rates.decision("w");
    assertThat(refused.isRefused()).isTrue();
    assertThat(refused.waitSeconds()).isOne();
    assertThat(refused.refusing()).isEqualTo("workspace");
    assertThat(refused.shares()).extracting(RateLimitDecision.Share::remaining).containsExactly(0L);
  }

  @Test
  void whoWasToldToWaitIsLetInAfterThatTime() {
    Rates rates = rates("1/s", "unlimited");
    assertThat(rates.decision("w").isRefused()).isFalse();
    RateLimitDecision refused = rates.decision("w");
    clock.move(Duration.ofSeconds(refused.waitSeconds()).minusMillis(1));
    assertThat(rates.decision("w").isRefused()).isTrue();
    clock.move(Duration.ofMillis(1));
    assertThat(rates.decision("w").isRefused()).isFalse();
  }

  @Test
  void anotherWorkspaceHasItsOwn() {
    Rates rates = rates("1/s", "unlimited");
    leftOf(rates, 5);
    assertThat(rates.decision("other").isRefused()).isFalse();
  }

  @Test
  void nothingIsSaidWhereNothingIsLimited() {
    Rates rates = rates("unlimited", "unlimited");
    assertThat(rates.decision("w")).isEqualTo(RateLimitDecision.UNLIMITED);
    assertThat(rates.decision("w", "t", AS_SET)).isEqualTo(RateLimitDecision.UNLIMITED);
    assertThat(RateLimitDecision.UNLIMITED.isRefused()).isFalse();
    assertThat(RateLimitDecision.UNLIMITED.waitSeconds()).isZero();
  }

  @Test
  void aTriggerIsUnderItsOwnLimitAndItsWorkspaces() {
    Rates rates = rates("10/s", "2/s");
    assertThat(rates.decision("w", "t", AS_SET).shares())
        .extracting(RateLimitDecision.Share::policy, RateLimitDecision.Share::remaining)
        .containsExactly(tuple("workspace", 9L), tuple("trigger", 1L));
    assertThat(rates.decision("w").shares())
        .extracting(RateLimitDecision.Share::remaining)
        .containsExactly(8L);
  }

  @Test
  void whatOneLimitRefusesTakesNothingOfTheOther() {
    Rates rates = rates("10/s", "2/s");
    List<RateLimitDecision> passes =
        IntStream.range(0, 50).mapToObj(each -> rates.decision("w", "t", AS_SET)).toList();
    assertThat(passes).filteredOn(pass -> !pass.isRefused()).hasSize(2);
    assertThat(passes.get(49).refusing()).isEqualTo("trigger");
    assertThat(leftOf(rates, 50)).isEqualTo(8);

    clock.move(Duration.ofMillis(100)); // one for the workspace
    assertThat(rates.decision("w").isRefused()).isFalse();
    clock.move(Duration.ofMillis(900));
    leftOf(rates, 50);
    assertThat(rates.decision("w", "t", AS_SET).refusing()).isEqualTo("workspace");
    clock.move(Duration.ofMillis(100));
    assertThat(rates.decision("w", "t", AS_SET).shares().get(1).remaining()).isOne();
  }

  @Test
  void anotherRateOfATriggerCountsFromTheNextRequestOn() {
    Rates rates = rates("unlimited", "1/s");
    assertThat(rates.decision("w", "t", AS_SET).isRefused()).isFalse();
    assertThat(rates.decision("w", "t", AS_SET).isRefused()).isTrue();
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
  void aClockThatIsSetBackHoldsNobodyUp() {
    Rates rates = rates("1/s", "unlimited");
    leftOf(rates, 2);
    clock.move(Duration.ofHours(-1));
    leftOf(rates, 2);
    clock.move(Duration.ofSeconds(1));
    assertThat(rates.decision("w").isRefused()).isFalse();
  }

  @Test
  void ofManyAtOnceExactlyTheBurstIsLetIn() {
    Rates rates = rates("1/s burst 1000", "unlimited");
    long passed =
        IntStream.range(0, 20_000)
            .parallel()
            .filter(each -> !rates.decision("w").isRefused())
            .count();
    assertThat(passed).isEqualTo(1000);
  }

  @Test
  void bucketsOfThoseWhoDoNotComeAnyMoreAreThrownAway() {
    Buckets buckets = new Buckets("trigger", new Instants());
    Rate rate = new Rate(1, 1);
    for (int trigger = 0; trigger < 100_000; trigger++) {
      assertThat(buckets.take("t" + trigger, rate)).isPresent();
      clock.move(Duration.ofMillis(1));
    }
    assertThat(buckets.size()).isLessThan(3_000);
    assertThat(buckets.take("t99999", rate).orElseThrow().waitSeconds()).isOne();
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
