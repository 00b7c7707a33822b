package drawbridge.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final int PLANS = 200;

  @Test
  void equalSeedsGiveEqualPlans() {
    assertThat(plans("--postgresql --nodes 2 --seed 7"))
        .isEqualTo(plans("--postgresql --nodes 2 --seed 7"))
        .isNotEqualTo(plans("--postgresql --nodes 2 --seed 8"));
  }

  @Test
  void eachRoundBeginsWithAKill() {
    assertThat(plans("--strikes 3 --seed 7"))
        .allMatch(plan -> plan.strikes().size() == 3)
        .allMatch(plan -> plan.strikes().get(0) instanceof Strike.Kill);
  }

  @Test
  void someKillsHitAllNodesAndSomeAStartingNode() {
    List<Strike.Kill> kills =
        plans("--postgresql --nodes 2 --seed 7").stream()
            .map(plan -> (Strike.Kill) plan.strikes().get(0))
            .toList();
    assertThat(kills)
        .anyMatch(kill -> kill.nodes().equals(List.of(0)))
        .anyMatch(kill -> kill.nodes().equals(List.of(1)))
        .anyMatch(kill -> kill.nodes().equals(List.of(0, 1)))
        .anyMatch(kill -> kill.again().isPresent());
  }

  @Test
  void someRoundsRestartTheKitsDatabase() {
    assertThat(plans("--postgresql --seed 7"))
        .anyMatch(plan -> plan.outage().isEmpty())
        .anyMatch(plan -> plan.outage().filter(it -> it.kind() == Outage.Kind.KILL).isPresent())
        .anyMatch(plan -> plan.outage().filter(it -> it.kind() == Outage.Kind.STOP).isPresent());
    assertThat(plans("--database-url jdbc:postgresql:x --seed 7"))
        .allMatch(plan -> plan.outage().isEmpty());
  }

  @Test
  void clockAddsAWrongOneToEachRound() {
    List<Integer> days =
        plans("--clock --seed 7").stream()
            .map(plan -> plan.strikes().get(plan.strikes().size() - 1))
            .map(strike -> ((Strike.WrongClock) strike).days())
            .toList();
    assertThat(days).anyMatch(it -> it > 100).anyMatch(it -> it < -100).doesNotContain(0);
    assertThat(plans("--seed 7"))
        .allMatch(plan -> plan.strikes().stream().noneMatch(it -> it instanceof Strike.WrongClock));
  }

  private static List<Plan> plans(String line) {
    Options options = Options.of(List.of(line.split(" ")));
    Random random = new Random(options.seed());
    return IntStream.range(0, PLANS).mapToObj(i -> Plan.of(random, options)).toList();
  }
}
