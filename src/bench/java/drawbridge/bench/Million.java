package drawbridge.bench;

import drawbridge.platform.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Inserts runs like those of thirty days: 3 % failed, ten cancelled, the others succeeded; one in a
 * thousand is of a rare workflow; 2 % have a journal.
 */
final class Million {

  private static final int BATCH = 1_000;
  private static final String RUN =
      "insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version, uid,"
          + " request_id, state, state_values, runtime, output, epoch, cancel_requested, depth,"
          + " accepted_at, started_at, ended_at, row_version)"
          + " values (?, ?, ?, ?, ?, 1, ?, ?, ?, '{\"language\":\"en\"}', ?, '{\"done\":true}', 1,"
          + " false, 0, ?, ?, ?, 1)";
  private static final String STEP =
      "insert into step (run_id, step_key, position, task, kind, status, attempt, input, output,"
          + " started_at, ended_at) values (?, ?, ?, ?, 'set', 'DONE', 1, ?, ?, ?, ?)";

  private final DataSource store;
  private final int size;
  private final Instant end;

  Million(DataSource store, int size, Instant end) {
    this.store = store;
    this.size = size;
    this.end = end;
  }

  /** Returns the data of the run with this number. */
  static String runtime(int number) {
    return "{\"order\":{\"number\":%d,\"customer\":\"customer-%d\",\"lines\":[{\"sku\":\"A-%d\",\"quantity\":2},{\"sku\":\"B-7\",\"quantity\":1}],\"note\":\"please leave it with the neighbours\"},\"source\":\"shop\"}"
        .formatted(number, number % 5_000, number % 90);
  }

  /** Adds the runs to the workspace {@code default}, spread over its workflows. */
  void load() throws SQLException {
    try (Connection connection = store.getConnection()) {
      connection.setAutoCommit(false);
      String workspace = one(connection, "select id from workspace where name = 'default'");
      String common = one(connection, "select id from workflow where name = 'greeting'");
      String rare = one(connection, "select id from workflow where name = 'order-relay'");
      try (PreparedStatement run = connection.prepareStatement(RUN);
          PreparedStatement step = connection.prepareStatement(STEP)) {
        for (int i = 0; i < size; i++) {
          boolean isRare = i % 1_000 == 7;
          run.setString(2, workspace);
          run.setString(3, isRare ? rare : common);
          run.setString(4, isRare ? "order-relay" : "greeting");
          add(i, run, step);
          if (i % BATCH == BATCH - 1 || i == size - 1) {
            run.executeBatch();
            step.executeBatch();
            connection.commit();
          }
        }
      }
      try (Statement analyze = connection.createStatement()) {
        analyze.execute("analyze");
      }
      connection.commit();
    }
  }

  private void add(int i, PreparedStatement run, PreparedStatement step) throws SQLException {
    Instant at = end.minus(Duration.ofDays(30).dividedBy(size).multipliedBy(size - i));
    long micros = at.toEpochMilli() * 1_000;
    String id = Ids.next(at.toEpochMilli());
    String state = i % 100_000 == 99 ? "CANCELLED" : i % 33 == 0 ? "FAILED" : "SUCCEEDED";
    run.setString(1, id);
    run.setString(5, id);
    run.setString(6, i % 10 < 7 ? "order-" + i : null);
    run.setString(7, Ids.next(at.toEpochMilli()));
    run.setString(8, state);
    run.setString(9, runtime(i));
    run.setLong(10, micros);
    run.setLong(11, micros + 4_000);
    run.setLong(12, micros + 90_000);
    run.addBatch();
    for (int s = 0; i % 50 == 0 && s < 5; s++) {
      step.setString(1, id);
      step.setString(2, "/" + s);
      step.setInt(3, s);
      step.setString(4, "task-" + s);
      step.setString(5, runtime(i));
      step.setString(6, "{\"greeting\":\"Hello\"}");
      step.setLong(7, micros + 5_000);
      step.setLong(8, micros + 9_000);
      step.addBatch();
    }
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
