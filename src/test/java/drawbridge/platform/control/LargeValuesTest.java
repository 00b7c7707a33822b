package drawbridge.platform.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.RunScript;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of runs that are larger than a page of the H2 file. */
class LargeValuesTest {

  private static final int LARGE = 1_000_000;

  /** A surrogate pair lies across each boundary of an even length. */
  private static final String VALUE = "x" + "\uD83D\uDE00".repeat(LARGE / 2) + "é";

  @TempDir Path directory;

  private DataSource store;

  @BeforeEach
  void openAStore() {
    store = open("drawbridge");
  }

  @Test
  @Tag("X7")
  void aChangeOfARunWritesItsDataOnce() throws Exception {
    Schema.migrate(store);
    try (Connection connection = store.getConnection()) {
      insert(connection, "a-run", VALUE);
      try (Statement update = connection.createStatement()) {
        for (int i = 0; i < 200; i++) {
          update.executeUpdate("update run set epoch = epoch");
        }
      }
      assertThat(Files.size(directory.resolve("drawbridge.mv.db"))).isLessThan(20L * LARGE);
    }
  }

  @Test
  void noColumnWithDataOfSendersLiesInItsRow() throws SQLException {
    Schema.migrate(store);
    try (Connection connection = store.getConnection()) {
      assertThat(
              ask(
                  connection,
                  "select lower(table_name || '.' || column_name) from"
                      + " information_schema.columns where table_schema = 'PUBLIC' and"
                      + " data_type = 'CHARACTER VARYING' and character_maximum_length > 10000"
                      + " order by 1"))
          .containsExactly(
              "bulk_replay.query",
              "bulk_replay.reasons",
              "provider_row.content",
              "trigger.setup",
              "workflow_version.source");
    }
  }

  @Test
  void valuesOfAnEarlierVersionStay() throws SQLException {
    Schema.migrateTo("17", store);
    try (Connection connection = store.getConnection()) {
      insert(connection, "a-run", VALUE);
      insert(connection, "b-run", "{}");
    }
    Schema.migrate(store);
    try (Connection connection = store.getConnection()) {
      assertThat(ask(connection, "select runtime from run order by id"))
          .containsExactly(VALUE, "{}");
      assertThat(ask(connection, "select output from run")).containsOnlyNulls();
    }
  }

  @Test
  @Tag("R1")
  void aBackupHoldsThem() throws SQLException {
    Schema.migrate(store);
    Path script = directory.resolve("backup.sql.gz");
    try (Connection connection = store.getConnection();
        PreparedStatement backup = connection.prepareStatement("script to ? compression gzip")) {
      insert(connection, "a-run", VALUE);
      backup.setString(1, script.toString());
      backup.execute();
    }
    restore(script);
    try (Connection connection = open("restored").getConnection()) {
      assertThat(ask(connection, "select runtime from run")).containsExactly(VALUE);
      assertThat(
              ask(
                  connection,
                  "select setting_value from information_schema.settings where setting_name ="
                      + " 'MAX_LENGTH_INPLACE_LOB'"))
          .containsExactly("16384");
    }
  }

  private void restore(Path script) throws SQLException {
    new RunScript()
        .runTool(
            "-url",
            url("restored"),
            "-user",
            "drawbridge",
            "-password",
            "drawbridge",
            "-script",
            script.toString(),
            "-options",
            "compression",
            "gzip");
  }

  private DataSource open(String name) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url(name) + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0");
    source.setUser("drawbridge");
    source.setPassword("drawbridge");
    return source;
  }

  private String url(String name) {
    return "jdbc:h2:file:" + directory.resolve(name) + ";MODE=PostgreSQL";
  }

  private static void insert(Connection connection, String id, String runtime) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "merge into workspace (id, name, created_at) key (id) values ('w', 'w', 1)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version,"
                + " request_id, state, state_values, runtime, epoch, losses, cancel_requested,"
                + " depth, semantics, accepted_at, row_version) values"
                + " (?, 'w', 'f', 'f', 'v', 1, 'r', 'QUEUED', '{}', ?, 0, 0, false, 0, 1, 1, 0)")) {
      insert.setString(1, id);
      insert.setString(2, runtime);
      insert.executeUpdate();
    }
  }

  private static List<String> ask(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
