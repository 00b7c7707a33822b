package drawbridge.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveriesTest {

  private static final Death DEATH = new Death("n1.1", millis(1000), Set.of("n2.1"));

  @Test
  void takeOverCountsFromTheKillToTheRepetition() {
    Recoveries seen = of(call("a", "n1.1", 900), call("a", "n2.1", 4200));
    assertThat(seen.takeOvers()).containsExactly(3200L);
    assertThat(seen.restarts()).isEmpty();
  }

  @Test
  void repetitionByAStartedNodeIsARestart() {
    Recoveries seen = of(call("a", "n1.1", 900), call("a", "n1.2", 9000));
    assertThat(seen.takeOvers()).isEmpty();
    assertThat(seen.restarts()).containsExactly(8000L);
  }

  @Test
  void callsWithoutAKillAreNotCounted() {
    Recoveries seen = of(call("a", "n1.1", 900), call("b", "n2.1", 900), call("b", "n2.1", 2000));
    assertThat(seen).isEqualTo(new Recoveries(List.of(), List.of()));
  }

  private static Recoveries of(Call... calls) {
    return Recoveries.of(List.of(calls), List.of(DEATH));
  }

  private static Call call(String key, String node, long at) {
    return new Call("u", 0, key, node, millis(at));
  }

  private static long millis(long millis) {
    return millis * 1_000_000;
  }
}
