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

  private void look(Instant reached) {
    cursors.begin(LANE);
    cursors.end(LANE, reached);
  }

  @Test
  void aLookBeginsWhereTheOneBeforeHasEnded() {
    assertThat(cursors.begin(LANE)).isEqualTo(Instant.EPOCH);
    cursors.end(LANE, LATER);
    assertThat(cursors.begin(LANE)).isEqualTo(LATER);
    assertThat(cursors.begin(Lane.ofNew("b"))).isEqualTo(Instant.EPOCH);
  }

  @Test
  void whoIsToldOfDrawsTheFrontBackAndNeverForward() {
    look(LATER);
    cursors.drawBack(List.of(LANE), FIRST);
    cursors.drawBack(List.of(LANE), LATER);
    assertThat(cursors.begin(LANE)).isEqualTo(FIRST);
  }

  @Test
  void whoIsToldOfDuringALookMayNotHaveBeenSeenByIt() {
    cursors.begin(LANE);
    cursors.drawBack(List.of(LANE), FIRST);
    cursors.end(LANE, LATER);
    assertThat(cursors.begin(LANE)).isEqualTo(FIRST);
  }

  @Test
  void whatIsForgottenIsLookedThroughFromItsBeginningEvenWhenThatIsDuringALook() {
    look(LATER);
    cursors.forget();
    assertThat(cursors.begin(LANE)).isEqualTo(Instant.EPOCH);
    cursors.forget();
    cursors.end(LANE, LATER);
    assertThat(cursors.begin(LANE)).isEqualTo(Instant.EPOCH);
  }
}
