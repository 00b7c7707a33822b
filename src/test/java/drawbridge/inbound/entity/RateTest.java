package drawbridge.inbound.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @CsvSource({
    "50/s, 50, 50, 50/s",
    "50/s burst 200, 50, 200, 50/s burst 200",
    "50/s burst 1, 50, 1, 50/s burst 1",
    "50/s burst 50, 50, 50, 50/s",
    "1000000/s, 1000000, 1000000, 1000000/s",
    "unlimited, 0, 0, unlimited"
  })
  void textIsReadAndWritten(String text, int perSecond, int burst, String written) {
    assertThat(Rate.parse(text)).isEqualTo(new Rate(perSecond, burst)).hasToString(written);
    assertThat(Rate.parse(text).isUnlimited()).isEqualTo(perSecond == 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "50",
        "50/m",
        "0/s",
        "0/s burst 0",
        "5/s burst 0",
        "-1/s",
        "1.5/s",
        "1000001/s",
        "99999999999/s",
        "5/s  burst 9",
        "5/s burst 1000001",
        "Unlimited"
      })
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> Rate.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secondsAreAtLeastOne() {
    assertThat(new Rate(10, 95).secondsFor(95)).isEqualTo(10);
    assertThat(new Rate(10, 100).secondsFor(100)).isEqualTo(10);
    assertThat(new Rate(10, 3).secondsFor(3)).isOne();
    assertThat(new Rate(10, 3).secondsFor(0)).isOne();
  }
}
