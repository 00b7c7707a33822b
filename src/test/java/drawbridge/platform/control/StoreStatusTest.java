package drawbridge.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.TestSettings;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class StoreStatusTest {

  private final StoreStatus status = new StoreStatus();

  @Test
  void damageMakesTheStoreUnavailableForGood() {
    TestSettings.install();
    status.beginCheck();
    status.endCheck(true);
    status.examine(new SQLException("terminating connection", "57P01"));
    assertThat(status.isAway()).isFalse();
    status.examine(new IllegalStateException(new SQLException("invalid page", "XX001")));
    assertThat(status.isAway()).isTrue();
    status.beginCheck();
    status.endCheck(true);
    assertThat(status.isAway()).isTrue();
  }

  @Test
  void fileThatH2CannotOpenForHalfAMinuteIsLost() {
    long second = 1_000_000_000L;
    assertThat(status.isFirstOfLoss(true, 0)).isFalse();
    assertThat(status.isFirstOfLoss(true, 29 * second)).isFalse();
    assertThat(status.isFirstOfLoss(false, 29 * second)).isFalse();
    assertThat(status.isFirstOfLoss(true, 31 * second)).isFalse();
    assertThat(status.isLost()).isFalse();
    assertThat(status.isFirstOfLoss(true, 61 * second)).isTrue();
    assertThat(status.isLost()).isTrue();
    assertThat(status.isFirstOfLoss(true, 62 * second)).isFalse();
    assertThat(status.isFirstOfLoss(false, 63 * second)).isFalse();
    assertThat(status.isLost()).isFalse();
  }
}
