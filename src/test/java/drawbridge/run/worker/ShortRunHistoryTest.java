package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortRunHistoryTest {

  private final ShortRunHistory history = new ShortRunHistory();

  private void prove(String version) {
    for (int i = 0; i < ShortRunHistory.PROOF; i++) {
      assertThat(history.isShort(version)).isFalse();
      history.note(version, true);
    }
  }

  @Test
  void aVersionIsShortAfterManyShortRunsInARow() {
    prove("a");
    assertThat(history.isShort("a")).isTrue();
    assertThat(history.isShort("b")).as("another version").isFalse();
  }

  @Test
  void oneLongRunResetsTheCount() {
    prove("a");
    history.note("a", true);
    history.note("a", false);
    prove("a");
    assertThat(history.isShort("a")).isTrue();
  }

  @Test
  void theLeastRecentlyUsedVersionIsForgotten() {
    prove("a");
    prove("b");
    for (int i = 0; i < ShortRunHistory.MAX_VERSIONS - 1; i++) {
      history.note("other " + i, true);
      assertThat(history.isShort("b")).isTrue();
    }
    assertThat(history.isShort("a")).isFalse();
  }
}
