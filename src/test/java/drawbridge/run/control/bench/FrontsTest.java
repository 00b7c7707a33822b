package drawbridge.run.control.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontsTest {

  private static final Lane LANE = Lane.ofNew("a");
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = FIRST.plus(Duration.ofSeconds(9));

  private final Fronts fronts = new Fronts();

  private void look(Instant reached) {
    fronts.begin(LANE);
    fronts.end(LANE, reached);
  }

  @Test
  void aLookBeginsWhereTheOneBeforeHasEnded() {
    assertThat(fronts.begin(LANE)).isEqualTo(Instant.EPOCH);
    fronts.end(LANE, LATER);
    assertThat(fronts.begin(LANE)).isEqualTo(LATER);
    assertThat(fronts.begin(Lane.ofNew("b"))).isEqualTo(Instant.EPOCH);
  }

  @Test
  void whoIsToldOfDrawsTheFrontBackAndNeverForward() {
    look(LATER);
    fronts.drawBack(List.of(LANE), FIRST);
    fronts.drawBack(List.of(LANE), LATER);
    assertThat(fronts.begin(LANE)).isEqualTo(FIRST);
  }

  @Test
  void whoIsToldOfDuringALookMayNotHaveBeenSeenByIt() {
    fronts.begin(LANE);
    fronts.drawBack(List.of(LANE), FIRST);
    fronts.end(LANE, LATER);
    assertThat(fronts.begin(LANE)).isEqualTo(FIRST);
  }

  @Test
  void whatIsForgottenIsLookedThroughFromItsBeginningEvenWhenThatIsDuringALook() {
    look(LATER);
    fronts.forget();
    assertThat(fronts.begin(LANE)).isEqualTo(Instant.EPOCH);
    fronts.forget();
    fronts.end(LANE, LATER);
    assertThat(fronts.begin(LANE)).isEqualTo(Instant.EPOCH);
  }
}
