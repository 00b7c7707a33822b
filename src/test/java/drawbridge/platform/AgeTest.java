package drawbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  @Test
  void durationsAndForeverAreRead() {
    assertThat(Age.parse("P90D")).isEqualTo(new Age(Duration.ofDays(90)));
    assertThat(Age.parse("PT1M")).isEqualTo(new Age(Duration.ofMinutes(1)));
    assertThat(Age.parse("forever")).isEqualTo(Age.FOREVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59S", "-P1D", "P36501D", "90", "never", "Forever", "P3M"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> Age.parse(text)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void rowOfExactlyThisAgeIsTooOld() {
    Age day = new Age(Duration.ofDays(1));
    assertThat(day.isPassedBy(NOW.minus(Duration.ofDays(1)), NOW)).isTrue();
    assertThat(day.isPassedBy(NOW.minus(Duration.ofDays(1)).plusNanos(1000), NOW)).isFalse();
    assertThat(day.isPassedBy(null, NOW)).isFalse();
    assertThat(Age.FOREVER.isPassedBy(Instant.EPOCH, NOW)).isFalse();
    assertThat(Age.FOREVER.limit(NOW)).isEmpty();
  }

  @Test
  void foreverIsLongerThanAnyOtherAge() {
    Age day = new Age(Duration.ofDays(1));
    assertThat(Age.FOREVER.isLongerThan(day)).isTrue();
    assertThat(day.isLongerThan(Age.FOREVER)).isFalse();
    assertThat(day.isLongerThan(day)).isFalse();
    assertThat(Age.FOREVER.isLongerThan(Age.FOREVER)).isFalse();
    assertThat(new Age(Duration.ofDays(2)).isLongerThan(day)).isTrue();
  }
}
