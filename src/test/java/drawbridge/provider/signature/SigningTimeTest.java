package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A delivery is genuine only near its time of signing. */
@Tag("T4")
class SigningTimeTest {

  static Stream<Example> timed() {
    return Arrays.stream(Example.values()).filter(Example::isTimed);
  }

  @ParameterizedTest
  @MethodSource("timed")
  void toleranceIsInclusiveInBothDirections(Example example) {
    Duration tolerance = example.sent().time().tolerance();
    for (Duration bound : List.of(tolerance, tolerance.negated())) {
      Duration beyond = bound.isNegative() ? bound.minusNanos(1) : bound.plusNanos(1);
      assertThat(checkAfter(example, bound)).isEqualTo(new SignatureVerdict.Genuine(0));
      assertThat(checkAfter(example, beyond)).isEqualTo(SignatureVerdict.Refused.OUTSIDE_TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1531420618",
        "-1531420618",
        "1531420618.0",
        " 1531420618",
        "0x5B47A2CA",
        "1.531420618e9",
        "١٥٣١٤٢٠٦١٨",
        "9999999999999999",
        "99999999999999999999999999999999999999",
        "2018-07-12T18:36:58Z"
      })
  void secondsAreAsciiDigitsOnly(String timestamp) {
    assertThat(replaced(Example.SLACK, "X-Slack-Request-Timestamp", timestamp))
        .isEqualTo(SignatureVerdict.Refused.MALFORMED_TIME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1607868916", "2020-12-13", "2020-12-13T14:15:16", "yesterday"})
  void rfc3339HasDateTimeAndOffset(String timestamp) {
    assertThat(replaced(Example.TWITCH, "Twitch-Eventsub-Message-Timestamp", timestamp))
        .isEqualTo(SignatureVerdict.Refused.MALFORMED_TIME);
  }

  private static SignatureVerdict checkAfter(Example example, Duration after) {
    List<String> secrets = List.of(example.secret());
    return example
        .scheme()
        .check(example.delivery(), secrets, Example.KEYS, example.at().plus(after));
  }

  private static SignatureVerdict replaced(Example example, String header, String value) {
    Map<String, String> headers = new TreeMap<>(example.sent().headers());
    headers.put(header, value);
    return example.verdict(Example.delivery(example.body(), headers));
  }
}
