package drawbridge.workflow.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Plans;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workspace.control.Workspaces;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class VersionResolverTest {

  private static final int OTHERS = 5_000;
  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - answer: {set: {greeting: hello}}
      """;

  private static Plans plans;
  private static TestContainer container;
  private static Catalogue catalogue;
  private static VersionResolver resolver;
  private static String workspace;
  private static String other;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void open(Store on) throws SQLException {
    DataSource store = on.open();
    plans = new Plans(store);
    container = new TestContainer(plans.watched()).with(Clock.class, new MovableClock());
    catalogue = container.get(Catalogue.class);
    resolver = container.get(VersionResolver.class);
    Workspaces workspaces = container.get(Workspaces.class);
    workspace = workspaces.create("one", "a secret").orElseThrow().id();
    other = workspaces.create("other", "another secret").orElseThrow().id();
    for (String name : List.of("greet", "welcome", "gone")) {
      catalogue.save(workspace, name, WORKFLOW, DefinitionFormat.YAML);
    }
    catalogue.save(other, "greet", WORKFLOW, DefinitionFormat.YAML);
    catalogue.remove(workspace, "gone");
    addWorkflows(store);
  }

  /** Adds many workflows with a current version each. */
  private static void addWorkflows(DataSource store) throws SQLException {
    try (Connection connection = store.getConnection();
        PreparedStatement workflows =
            connection.prepareStatement(
                "insert into workflow (id, workspace_id, name, live_name, document_name, version,"
                    + " paused, created_at, row_version) values (?, ?, ?, ?, 'other', 1, false, 0, 1)");
        PreparedStatement versions =
            connection.prepareStatement(
                "insert into workflow_version (id, workflow_id, number, document_name,"
                    + " document_version, media_type, source, digest, created_at) values"
                    + " (?, ?, 1, 'other', '1.0.0', 'application/yaml', '', '', 0)")) {
      for (int i = 0; i < OTHERS; i++) {
        workflows.setString(1, "workflow-" + i);
        workflows.setString(2, workspace);
        workflows.setString(3, "other-" + i);
        workflows.setString(4, "other-" + i);
        workflows.addBatch();
        versions.setString(1, "version-" + i);
        versions.setString(2, "workflow-" + i);
        versions.addBatch();
      }
      workflows.executeBatch();
      versions.executeBatch();
    }
    plans.analyze();
  }

  @AfterParameterizedClassInvocation
  static void close() {
    container.close();
  }

  private static String idOf(String name) {
    return catalogue.find(workspace, name).orElseThrow().id();
  }

  @Test
  void referenceIsANameOrAnIdAndKeepsItsSpelling() {
    String id = idOf("greet").toUpperCase(Locale.ROOT);
    Map<String, PinnedVersion> found =
        resolver.resolve(workspace, List.of("welcome", id, "missing", "gone"));

    assertThat(found).containsOnlyKeys("welcome", id);
    assertThat(pinned(found, id).workflowId()).isEqualTo(idOf("greet"));
    assertThat(pinned(found, id).name()).isEqualTo("greet");
    assertThat(pinned(found, "welcome").version()).isOne();
    assertThat(pinned(found, "welcome").versionId())
        .isEqualTo(catalogue.version(idOf("welcome"), 1).orElseThrow().id());
  }

  @Test
  void namesAndIdsBelongToTheirWorkspace() {
    String id = idOf("greet");
    assertThat(pinned(resolver.resolve(other, List.of("greet")), "greet").workflowId())
        .isNotEqualTo(id);
    assertThat(resolver.resolve(other, List.of(id))).isEmpty();
  }

  @Test
  void pausedWorkflowMayNotBegin() {
    catalogue.pause(workspace, "welcome", true);
    assertThat(pinned(resolver.resolve(workspace, List.of("welcome")), "welcome").mayBegin())
        .isFalse();
    catalogue.pause(workspace, "welcome", false);
    assertThat(pinned(resolver.resolve(workspace, List.of("welcome")), "welcome").mayBegin())
        .isTrue();
  }

  @Test
  void resolutionReadsFewRowsOfManyWorkflows() throws SQLException {
    String id = idOf("greet");
    plans.clear();

    assertThat(resolver.resolve(workspace, List.of("welcome", "other-7", id))).hasSize(3);

    assertThat(plans.size()).isEqualTo(2);
    assertThat(plans.wholeTables()).isEmpty();
    assertThat(plans.mostRead()).isBetween(1L, 10L);
  }

  private static PinnedVersion pinned(Map<String, PinnedVersion> found, String reference) {
    return Objects.requireNonNull(found.get(reference), reference);
  }
}
