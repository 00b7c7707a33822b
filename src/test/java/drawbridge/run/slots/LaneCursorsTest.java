package drawbridge.run.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneCursorsTest {

  private static final Lane LANE = Lane.ofNew("a");
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = FIRST.plus(Duration.ofSeconds(9));

  private final LaneCursors cursors = new LaneCursors();

  private void query(Instant reached) {
    cursors.begin(LANE);
    cursors.end(LANE, reached);
  }

  @Test
  void aQueryStartsWhereTheLastOneEnded() {
    assertThat(cursors.begin(LANE)).isEqualTo(Instant.EPOCH);
    cursors.end(LANE, LATER);
    assertThat(cursors.begin(LANE)).isEqualTo(LATER);
    assertThat(cursors.begin(Lane.ofNew("b"))).isEqualTo(Instant.EPOCH);
  }

  @Test
  void anAnnouncedRunMovesTheCursorBackAndNeverForward() {
    query(LATER);
    cursors.moveBack(List.of(LANE), FIRST);
    cursors.moveBack(List.of(LANE), LATER);
    assertThat(cursors.begin(LANE)).isEqualTo(FIRST);
  }

  @Test
  void aRunThatIsAnnouncedDuringAQueryMovesTheCursorBack() {
    cursors.begin(LANE);
    cursors.moveBack(List.of(LANE), FIRST);
    cursors.end(LANE, LATER);
    assertThat(cursors.begin(LANE)).isEqualTo(FIRST);
  }

  @Test
  void aResetAppliesAlsoDuringAQuery() {
    query(LATER);
    cursors.reset();
    assertThat(cursors.begin(LANE)).isEqualTo(Instant.EPOCH);
    cursors.reset();
    cursors.end(LANE, LATER);
    assertThat(cursors.begin(LANE)).isEqualTo(Instant.EPOCH);
  }
}
