package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.control.ReplayOutcome;
import drawbridge.run.control.Replays;
import drawbridge.run.entity.RunState;
import drawbridge.workflow.entity.PinnedVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Runs that no acceptance checked, children and replays, fit their input schema or fail (X23). */
@OnEveryStore
@Tag("X23")
class SchemaRunsTest {

  private static final String VALIDATION =
      "https://serverlessworkflow.io/spec/1.0.0/errors/validation";
  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: %s, version: '1.0.0'}\n";
  private static final String CHECKED =
      "input: {schema: {document: {properties: {runtime: {required: [id]}}}}}\n";
  private static final String KEEP = "do: [{keep: {set: {id: '{{runtime.id}}'}}}]\n";

  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    node = new TestNode(on.open());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  @Test
  void childWithUnfitInputFailsItsParent() {
    node.save("part", HEAD.formatted("part") + CHECKED + KEEP);
    String ask =
        "  - ask: {run: {workflow: {namespace: tests, name: part, version: latest, input: %s}}}\n";
    node.saveTasks("unfit", ask.formatted("{other: 1}"));
    node.saveTasks("fit", ask.formatted("{id: 1}"));
    String unfit = node.start("unfit");
    String fit = node.start("fit");

    node.runDue();

    assertThat(node.state(unfit)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(unfit, "type")).isEqualTo(VALIDATION);
    assertThat(node.output(fit)).isEqualTo("{\"id\":1}");
  }

  @Test
  void replayWithAStricterVersionFails() {
    PinnedVersion before = node.save("replayed", HEAD.formatted("replayed") + KEEP);
    String run = node.start("replayed");
    node.runDue();
    PinnedVersion stricter = node.save("replayed", HEAD.formatted("replayed") + CHECKED + KEEP);

    String failed = replay(run, stricter);
    String succeeded = replay(run, before);
    node.runDue();

    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.problem(failed, "type")).isEqualTo(VALIDATION);
    assertThat(node.steps(failed)).isEmpty();
    assertThat(node.state(succeeded)).isEqualTo(RunState.SUCCEEDED);
  }

  private static String replay(String run, PinnedVersion version) {
    return node.container
        .get(Replays.class)
        .fromTop(node.run(run), version)
        .match(
            ReplayOutcome.Started::runId,
            impossible -> {
              throw new AssertionError(impossible.detail());
            });
  }
}
