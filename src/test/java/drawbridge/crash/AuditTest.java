package drawbridge.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The audit finds each kind of violation. */
class AuditTest {

  private final Map<String, String> acknowledged = new HashMap<>(Map.of("u", "r"));
  private final Map<String, String> verified = new HashMap<>(Map.of("u", "r"));
  private final List<Seen> runs = new ArrayList<>(List.of(run("r", "u", "succeeded")));
  private final List<Call> calls =
      new ArrayList<>(List.of(call("u", 0, "r:/1/0/tell"), call("u", 1, "r:/1/1/tell")));

  @Test
  void correctRoundHasNoFindings() {
    calls.add(call("u", 1, "r:/1/1/tell"));
    assertThat(findings()).isEmpty();
  }

  @Test
  void uidWithoutItsRunIsFound() {
    verified.clear();
    runs.clear();
    calls.clear();
    assertThat(findings())
        .hasSize(2)
        .anyMatch(finding -> finding.endsWith("verify says null"))
        .anyMatch(finding -> finding.endsWith("there is none"));
  }

  @Test
  void uidWithTwoRunsIsFound() {
    runs.add(run("s", "u", "succeeded"));
    calls.add(call("u", 0, "s:/1/0/tell"));
    calls.add(call("u", 1, "s:/1/1/tell"));
    assertThat(findings()).containsExactly("uid u has 2 runs: [r, s]");
  }

  @Test
  void failedRunIsFound() {
    runs.set(0, run("r", "u", "failed"));
    assertThat(findings()).containsExactly("uid u, run r: is failed");
  }

  @Test
  void missingCallIsFound() {
    calls.remove(1);
    assertThat(findings()).containsExactly("uid u, run r: the call of round 1 has 0 keys: []");
  }

  @Test
  void repetitionUnderAnotherKeyIsFound() {
    calls.add(call("u", 1, "r:/1/1/tell#2"));
    assertThat(findings())
        .containsExactly(
            "uid u, run r: the call of round 1 has 2 keys: [r:/1/1/tell, r:/1/1/tell#2]");
  }

  @Test
  void callOfAnUnknownRunIsFound() {
    calls.add(call("v", 0, "s:/1/0/tell"));
    assertThat(findings()).singleElement().asString().contains("by an unknown run");
  }

  @Test
  void callWithTheDataOfAnotherRunIsFound() {
    calls.add(call("v", 0, "r:/1/0/tell"));
    assertThat(findings()).singleElement().asString().contains("the data of another uid");
  }

  @Test
  void journalThatDiffersFromTheSinkIsFound() {
    runs.set(0, new Seen("r", "u", "succeeded", Optional.of(Set.of("r:/1/0/tell"))));
    assertThat(findings()).singleElement().asString().contains("its journal names");
  }

  private List<String> findings() {
    return new Audit(acknowledged, verified, runs, calls).findings();
  }

  private static Seen run(String id, String uid, String status) {
    return new Seen(id, uid, status, Optional.empty());
  }

  private static Call call(String uid, int round, String key) {
    return new Call(uid, round, key, "n1.1", 0);
  }
}
