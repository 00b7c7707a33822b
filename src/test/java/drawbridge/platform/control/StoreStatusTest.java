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
}
