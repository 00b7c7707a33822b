package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import drawbridge.run.worker.TestNode;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workspace.control.Workspaces;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@Tag("X15")
@OnEveryStore
class ChildLedgerTest {

  private static TestNode node;
  private static PinnedVersion child;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store store) {
    node = new TestNode(store.open());
    save("1.0.0", "one");
    child = save("2.0.0", "two");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  private static PinnedVersion save(String version, String word) {
    return node.save(
        "The child",
        "document: {dsl: '1.0.0', namespace: tests, name: child-doc, version: '%s'}\n"
                .formatted(version)
            + "do:\n  - say: {set: {word: %s, who: '{{runtime.who}}'}}\n".formatted(word));
  }

  private static String run(String name, String version) {
    node.saveTasks(
        "parent",
        "  - child: {run: {workflow: {namespace: tests, name: '%s', version: '%s', input: {who: me}}}}\n"
                .formatted(name, version)
            + "  - show: {set: {out: '{{states.child.output.word}}', state:"
            + " '{{states.child.child.word.value}}', who: '{{states.child.output.who}}'}}\n");
    String run = node.start("parent");
    node.runDue();
    return run;
  }

  @Test
  @Tag("H2")
  void aChildIsFoundByRecordNameUuidAndDocumentName() {
    for (String name :
        List.of(
            "The child",
            child.workflowId(),
            child.workflowId().toUpperCase(Locale.ROOT),
            "child-doc")) {
      assertThat(node.output(run(name, "latest")))
          .isEqualTo("{\"out\":\"two\",\"state\":\"two\",\"who\":\"me\"}");
    }
  }

  @Test
  void theVersionIsTheDocuments() {
    assertThat(node.output(run("The child", "1.0.0"))).contains("\"out\":\"one\"");
  }

  @Test
  void anUnknownNameOrVersionIsANamedConfigurationError() {
    for (String[] unknown : new String[][] {{"unknown", "latest"}, {"The child", "9.9.9"}}) {
      String run = run(unknown[0], unknown[1]);
      assertThat(node.state(run)).isEqualTo(RunState.FAILED);
      assertThat(node.problem(run, "type")).endsWith("/configuration");
      assertThat(node.problem(run, "detail")).contains(unknown[0]).contains(unknown[1]);
    }
  }

  @Test
  void aChildOfAnotherWorkspaceIsUnknown() {
    String other =
        node.container.get(Workspaces.class).create("other", "a secret too").orElseThrow().id();
    var saved =
        node.catalogue.save(
            other,
            "theirs",
            """
            document: {dsl: '1.0.0', namespace: tests, name: theirs, version: '1.0.0'}
            do: [{a: {set: {a: 1}}}]
            """,
            DefinitionFormat.YAML);
    assertThat(saved).isInstanceOf(SaveResult.Kept.class);
    assertThat(node.state(run("theirs", "latest"))).isEqualTo(RunState.FAILED);
  }

  @Test
  @Tag("X1")
  void aRunKeepsTheVersionItWasAcceptedWith() {
    node.saveTasks("pinned", "  - a: {set: {v: 1}}\n");
    String run = node.start("pinned");
    node.saveVersion("pinned", "1.1.0", "  - a: {set: {v: 2}}\n");
    node.runDue();
    assertThat(node.output(run)).isEqualTo("{\"v\":1}");
  }

  @Test
  @Tag("X14")
  void aProblemIsStoredWithItsTaskItsErrorAndWhatHappensNext() {
    node.saveTasks(
        "fails", "  - bad: {raise: {error: {type: 'https://example.org/x', status: 409}}}\n");
    String run = node.start("fails");
    node.runDue();
    assertThat(node.problem(run, "status")).isEqualTo("409");
    assertThat(node.problem(run, "task")).isEmpty();
    assertThat(String.valueOf(node.run(run).problem())).contains("\"name\":\"bad\"");
    assertThat(node.problem(run, "next")).isNotEmpty();
    assertThat(node.steps(run)).hasSize(1).allMatch(step -> step.error() != null);
  }
}
