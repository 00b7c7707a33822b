package drawbridge.admin.control.list;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.SwitchedStore;
import drawbridge.run.worker.TestNode;
import drawbridge.workflow.entity.Workflow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Versions that an earlier release saved, and that a save refuses now, are found at the start. */
@OnEveryStore
@Tag("X27")
class FaultyVersionsTest {

  private static final Logger LOGGER = Logger.getLogger(FaultyVersions.class.getName());
  private static final String SOUND = "  - a: {set: {x: 1}}\n";
  private static final String FAULTY =
      """
      document: {dsl: '1.0.0', namespace: tests, name: old, version: '1.0.0'}
      do:
        - greet: {set: {key: top-secret, x: 'Hello ${ .name }'}}
        - other: {set: {x: '${ $nope }'}}
        - last: {set: {x: 2}}
      """;

  private final SwitchedStore store;
  private final TestNode node;
  private final FaultyVersions faulty;
  private final List<String> log = new ArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          log.add(
              line.getLevel()
                  + " "
                  + MessageFormat.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  FaultyVersionsTest(Store on) {
    store = new SwitchedStore(on.open());
    node = new TestNode(store, new MovableClock(), TestNode.SETTINGS);
    faulty = node.container.get(FaultyVersions.class);
    LOGGER.addHandler(listener);
    LOGGER.setLevel(Level.INFO);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void close() {
    LOGGER.removeHandler(listener);
    LOGGER.setLevel(null);
    LOGGER.setUseParentHandlers(true);
    node.close();
  }

  /** Saves a workflow, and replaces its text with one that an earlier release accepted. */
  private void saveOld(String name) throws SQLException {
    String version = node.saveTasks(name, SOUND).versionId();
    try (Connection connection = store.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update workflow_version set source = ?, digest = 'old' where id = ?")) {
      update.setString(1, FAULTY);
      update.setString(2, version);
      update.executeUpdate();
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }

  private int count(String name) {
    Workflow workflow = node.catalogue.find(node.workspace, name).orElseThrow();
    return faulty.count(workflow);
  }

  private void check() {
    faulty.begin();
    node.advance(Duration.ofSeconds(5));
  }

  @Test
  void currentVersionIsListedUntilACorrectedOneIsSaved() throws SQLException {
    node.saveTasks("sound", SOUND);
    saveOld("old");
    faulty.begin();
    assertThat(log).as("the start does not wait").isEmpty();
    assertThat(count("old")).isZero();

    node.advance(Duration.ofSeconds(5));
    assertThat(count("old")).isEqualTo(2);
    assertThat(count("sound")).isZero();
    assertThat(log)
        .containsExactly(
            "WARNING workflow old of workspace default: version 1 has faults, the first of 2 at line"
                + " 3, column 36: /do/0/greet/set/x; runs fail at the tasks concerned until a"
                + " corrected version is saved");

    node.saveTasks("old", SOUND);
    assertThat(count("old")).isZero();
  }

  @Test
  void onlyTheTaskConcernedFails() throws SQLException {
    saveOld("old");
    String run = node.start("old", "{\"name\": \"Ada\"}");
    node.runDue();
    assertThat(node.problem(run, "detail")).contains("Hello \\(.name)");
    assertThat(node.problem(run, "instance")).isEqualTo("/do/0/greet");
    String faults = node.catalogue.faults(node.run(run).versionId()).toString();
    assertThat(faults).contains("/do/0/greet/set/x", "/do/1/other/set/x").doesNotContain("last");
  }

  @Test
  void logIsBounded() throws SQLException {
    int all = FaultyVersions.BATCH + 3;
    for (int i = 0; i < all; i++) {
      saveOld("old" + i);
    }
    check();
    assertThat(log).hasSize(FaultyVersions.MOST_LINES + 1);
    assertThat(log.get(FaultyVersions.MOST_LINES))
        .startsWith("WARNING 3 more workflows have current versions with faults");
    assertThat(count("old" + (all - 1))).isEqualTo(2);
    assertThat(String.join("", log)).doesNotContain("top-secret");
  }

  @Test
  void removedWorkflowsAreNotChecked() throws SQLException {
    saveOld("old");
    node.catalogue.remove(node.workspace, "old");
    check();
    assertThat(log).isEmpty();
  }

  @Test
  void checkGoesOnWhenTheStoreAnswersAgain() throws SQLException {
    saveOld("old");
    store.off();
    faulty.begin();
    node.advance(Duration.ofSeconds(1));
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).contains("will retry in 10 s");
    store.on();
    node.advance(FaultyVersions.RETRY);
    assertThat(count("old")).isEqualTo(2);
  }
}
