package drawbridge.inbound.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.platform.Json;
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
  void rateOfATriggerIsAnObject() {
    assertThat(Rate.of(Json.read("{\"perSecond\": 5}"))).isEqualTo(new Rate(5, 5));
    Rate rate = new Rate(5, 20);
    assertThat(Rate.of(rate.toJson())).isEqualTo(rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "null",
        "[]",
        "{}",
        "\"5/s\"",
        "{\"burst\": 5}",
        "{\"perSecond\": 0}",
        "{\"perSecond\": \"5\"}",
        "{\"perSecond\": 1.5}",
        "{\"perSecond\": 99999999999}",
        "{\"perSecond\": 5, \"burst\": null}",
        "{\"perSecond\": 5, \"burst\": 0}",
        "{\"perSecond\": 5, \"perMinute\": 5}"
      })
  void otherValuesAreRefused(String json) {
    assertThatThrownBy(() -> Rate.of(Json.read(json)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be an object with perSecond");
  }

  @Test
  void secondsAreAtLeastOne() {
    assertThat(new Rate(10, 95).secondsToFill()).isEqualTo(10);
    assertThat(new Rate(10, 100).secondsToFill()).isEqualTo(10);
    assertThat(new Rate(10, 3).secondsToFill()).isOne();
    assertThat(new Rate(10, 3).secondsFor(0)).isOne();
  }
}
