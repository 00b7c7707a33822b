package drawbridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void absentOptionsHaveDefaults() {
    Options options = of("--seed 7 --rounds 2");
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.rounds()).isEqualTo(2);
    assertThat(options.nodes()).isEqualTo(1);
    assertThat(options.store().isFile()).isTrue();
  }

  @Test
  void externalDatabaseIsPassedToTheNodes() {
    Options options = of("--nodes 2 --database-url jdbc:postgresql:x --database-user me");
    assertThat(options.store().given())
        .containsEntry("DRAWBRIDGE_DATABASE_URL", "jdbc:postgresql:x")
        .containsEntry("DRAWBRIDGE_DATABASE_USER", "me");
  }

  @Test
  void patroniIsStruckInItsOwnWays() {
    assertThat(of("--nodes 2 --patroni").store().outages())
        .containsExactlyInAnyOrder(Outage.Kind.KILL, Outage.Kind.SWITCH_OVER, Outage.Kind.FREEZE);
    assertThat(of("--nodes 2 --postgresql").store().outages())
        .containsExactlyInAnyOrder(Outage.Kind.STOP, Outage.Kind.KILL);
    assertThatIllegalArgumentException().isThrownBy(() -> of("--patroni --careless"));
  }

  @Test
  void severalNodesNeedADatabase() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("--nodes 2"))
        .withMessageContaining("--postgresql");
  }

  @Test
  void unknownOptionIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("--round 2"))
        .withMessageContaining("round");
    assertThatIllegalArgumentException().isThrownBy(() -> of("--rounds 0"));
  }

  private static Options of(String line) {
    return Options.of(List.of(line.split(" ")));
  }
}
