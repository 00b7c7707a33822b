package drawbridge.run.control.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacesTest {

  private final Paces paces = new Paces();

  private void prove(String version) {
    for (int i = 0; i < Paces.PROOF; i++) {
      assertThat(paces.isShort(version)).isFalse();
      paces.note(version, true);
    }
  }

  @Test
  void manyShortRunsInARowAreAProof() {
    prove("a");
    assertThat(paces.isShort("a")).isTrue();
    assertThat(paces.isShort("b")).as("another version").isFalse();
  }

  @Test
  void oneThatWasNotShortTakesTheProofAway() {
    prove("a");
    paces.note("a", true);
    paces.note("a", false);
    prove("a");
    assertThat(paces.isShort("a")).isTrue();
  }

  @Test
  void aVersionThatNobodyUsesAnyMoreIsForgotten() {
    prove("a");
    prove("b");
    for (int i = 0; i < Paces.MOST - 1; i++) {
      paces.note("other " + i, true);
      assertThat(paces.isShort("b")).isTrue();
    }
    assertThat(paces.isShort("a")).isFalse();
  }
}
