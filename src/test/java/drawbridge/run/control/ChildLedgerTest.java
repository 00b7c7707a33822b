package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import drawbridge.run.worker.Works;
import drawbridge.workflow.entity.PinnedVersion;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@Tag("X15")
@OnEveryStore
class ChildLedgerTest {

  private static Works works;
  private static PinnedVersion child;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store store) {
    works = new Works(store.open());
    save("1.0.0", "one");
    child = save("2.0.0", "two");
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  private static PinnedVersion save(String version, String word) {
    return works.save(
        "The child",
        "document: {dsl: '1.0.0', namespace: tests, name: child-doc, version: '%s'}\n"
                .formatted(version)
            + "do:\n  - say: {set: {word: %s, who: '{{runtime.who}}'}}\n".formatted(word));
  }

  private static String run(String name, String version) {
    works.tasks(
        "parent",
        "  - child: {run: {workflow: {namespace: tests, name: '%s', version: '%s', input: {who: me}}}}\n"
                .formatted(name, version)
            + "  - show: {set: {out: '{{states.child.output.word}}', state:"
            + " '{{states.child.child.word.value}}', who: '{{states.child.output.who}}'}}\n");
    String run = works.start("parent");
    works.work();
    return run;
  }

  @Test
  @Tag("H2")
  void aChildIsFoundByRecordNameUuidAndDocumentName() {
    for (String name :
        List.of(
            "The child",
            child.workflowId(),
            child.workflowId().toUpperCase(java.util.Locale.ROOT),
            "child-doc")) {
      assertThat(works.output(run(name, "latest")))
          .isEqualTo("{\"out\":\"two\",\"state\":\"two\",\"who\":\"me\"}");
    }
  }

  @Test
  void theVersionIsTheDocuments() {
    assertThat(works.output(run("The child", "1.0.0"))).contains("\"out\":\"one\"");
  }

  @Test
  void anUnknownNameOrVersionIsAConfigurationErrorThatNamesIt() {
    for (String[] unknown : new String[][] {{"nobody", "latest"}, {"The child", "9.9.9"}}) {
      String run = run(unknown[0], unknown[1]);
      assertThat(works.state(run)).isEqualTo(RunState.FAILED);
      assertThat(works.problem(run, "type")).endsWith("/configuration");
      assertThat(works.problem(run, "detail")).contains(unknown[0]).contains(unknown[1]);
    }
  }

  @Test
  void aChildOfAnotherWorkspaceIsUnknown() {
    String other =
        works
            .container
            .get(drawbridge.workspace.control.Workspaces.class)
            .create("other", "a secret too")
            .orElseThrow()
            .id();
    var saved =
        works.catalogue.save(
            other,
            "theirs",
            """
            document: {dsl: '1.0.0', namespace: tests, name: theirs, version: '1.0.0'}
            do: [{a: {set: {a: 1}}}]
            """,
            drawbridge.workflow.definition.DefinitionFormat.YAML);
    assertThat(saved).isInstanceOf(drawbridge.workflow.control.SaveResult.Kept.class);
    assertThat(works.state(run("theirs", "latest"))).isEqualTo(RunState.FAILED);
  }

  @Test
  @Tag("X1")
  void aRunKeepsTheVersionItWasAcceptedWith() {
    works.tasks("pinned", "  - a: {set: {v: 1}}\n");
    String run = works.start("pinned");
    works.version("pinned", "1.1.0", "  - a: {set: {v: 2}}\n");
    works.work();
    assertThat(works.output(run)).isEqualTo("{\"v\":1}");
  }

  @Test
  @Tag("X14")
  void aProblemIsStoredWithItsTaskItsErrorAndWhatHappensNext() {
    works.tasks(
        "fails", "  - bad: {raise: {error: {type: 'https://example.org/x', status: 409}}}\n");
    String run = works.start("fails");
    works.work();
    assertThat(works.problem(run, "status")).isEqualTo("409");
    assertThat(works.problem(run, "task")).isEmpty();
    assertThat(String.valueOf(works.run(run).problem())).contains("\"name\":\"bad\"");
    assertThat(works.problem(run, "next")).isNotEmpty();
    assertThat(works.steps(run)).hasSize(1).allMatch(step -> step.error() != null);
  }
}
