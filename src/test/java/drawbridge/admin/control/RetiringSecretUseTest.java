package drawbridge.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetiringSecretUseTest {

  private static final Instant MADE = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant SUCCESSOR = MADE.plusSeconds(3600);
  private static final Instant NOW = SUCCESSOR.plusSeconds(3600);
  private static final Instant END = NOW.plusSeconds(3600);

  @Test
  void useAfterTheSuccessorWasCreatedIsAWarning() {
    RetiringSecretUse old = new RetiringSecretUse(MADE, SUCCESSOR.plusSeconds(1), END);

    assertThat(old.warning(with(old), NOW))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains(
                        SUCCESSOR.plusSeconds(1).toString(), SUCCESSOR.toString(), END.toString()));
  }

  @Test
  void useBeforeTheSuccessorWasCreatedIsNoWarning() {
    assertNoWarning(SUCCESSOR, END, NOW);
    assertNoWarning(MADE, END, NOW);
    assertNoWarning(null, END, NOW);
  }

  @Test
  void activeOrRetiredSecretIsNoWarning() {
    assertNoWarning(SUCCESSOR.plusSeconds(1), null, NOW);
    assertNoWarning(SUCCESSOR.plusSeconds(1), END, END);
  }

  @Test
  void secretWithoutASuccessorIsNoWarning() {
    RetiringSecretUse old = new RetiringSecretUse(MADE, SUCCESSOR.plusSeconds(1), END);

    assertThat(old.warning(List.of(old), NOW)).isEmpty();
  }

  @Test
  void earliestSuccessorIsCompared() {
    RetiringSecretUse old = new RetiringSecretUse(MADE, SUCCESSOR.plusSeconds(1), END);
    RetiringSecretUse later = new RetiringSecretUse(SUCCESSOR.plusSeconds(60), null, null);

    assertThat(old.warning(List.of(later, new RetiringSecretUse(SUCCESSOR, null, END), old), NOW))
        .isPresent();
  }

  private static void assertNoWarning(
      @Nullable Instant lastUsedAt, @Nullable Instant retiresAt, Instant now) {
    RetiringSecretUse old = new RetiringSecretUse(MADE, lastUsedAt, retiresAt);
    assertThat(old.warning(with(old), now)).isEmpty();
  }

  private static List<RetiringSecretUse> with(RetiringSecretUse old) {
    return List.of(old, new RetiringSecretUse(SUCCESSOR, null, null));
  }
}
