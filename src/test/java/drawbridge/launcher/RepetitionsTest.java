package drawbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepetitionsTest {

  private static final int MOST = 5;
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final List<String> hidden = new ArrayList<>();
  private final Repetitions repetitions =
      new Repetitions(MOST, (message, count) -> hidden.add(message + " " + count));

  private long passed(String message, int times, long now) {
    return IntStream.range(0, times).filter(each -> repetitions.pass(message, now)).count();
  }

  @Test
  void eachMessagePassesAFewTimesAMinute() {
    assertThat(passed("a", 1_000, 0)).isEqualTo(MOST);
    assertThat(passed("b", 2, 0)).isEqualTo(2);
    assertThat(passed("a", 1, MINUTE - 1)).isZero();
    assertThat(hidden).isEmpty();
    assertThat(passed("a", 1, MINUTE)).isOne();
    assertThat(passed("b", 1, MINUTE)).isOne();
    assertThat(hidden).containsExactly("a 996");
  }

  @Test
  void messagesAboveTheLimitTakeThePlaceOfTheOldest() {
    assertThat(passed("first", MOST + 1, 0)).isEqualTo(MOST);
    for (int each = 1; each < Repetitions.MOST_MESSAGES; each++) {
      assertThat(passed("x".repeat(each), 1, 0)).isOne();
    }
    assertThat(passed("first", 1, 0)).as("not yet forgotten").isZero();
    assertThat(passed("another", 1, 0)).isOne();
    assertThat(passed("first", 1, 0)).as("forgotten").isOne();
  }

  @Test
  void numbersAndTheEndOfALongTextMakeNoOtherMessage() {
    assertThat(passed("queue 12 of 7", MOST, 0)).isEqualTo(MOST);
    assertThat(passed("queue 8 of 1234", 1, 0)).isZero();
    assertThat(passed("x".repeat(300) + "a", MOST, 0)).isEqualTo(MOST);
    assertThat(passed("x".repeat(300) + "b", 1, 0)).isZero();
  }
}
