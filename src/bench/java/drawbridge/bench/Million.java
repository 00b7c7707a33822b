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
 * Inserts requests and their runs like those of thirty days: 3 % failed in 300 issues, ten
 * cancelled, the others succeeded; one in a thousand is of a rare workflow; 2 % have a journal. One
 * request in a hundred came to a trigger. The newest run has 10,000 steps and 5 MB of data.
 */
final class Million {

  /** Steps of the newest run. */
  static final int STEPS = 10_000;

  /** Characters of the data of the newest run. */
  static final int LARGE = 5_000_000;

  private static final int BATCH = 1_000;
  private static final int ISSUES = 300;
  private static final String RUN =
      "insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version, uid,"
          + " request_id, state, state_values, runtime, output, epoch, cancel_requested, depth,"
          + " accepted_at, started_at, ended_at, row_version, problem, issue)"
          + " values (?, ?, ?, ?, ?, 1, ?, ?, ?, '{\"language\":\"en\"}', ?, '{\"done\":true}', 1,"
          + " false, 0, ?, ?, ?, 1, ?, ?)";
  private static final String REQUEST =
      "insert into request (workspace_id, id, trigger_id, status, media_type, accepted, duplicates,"
          + " ignored, rejected, data, results) values (?, ?, ?, 202, 'application/json', 1, 0, 0, 0,"
          + " ?, '[]')";
  private static final String ISSUE =
      "insert into issue (id, workspace_id, workflow_id, workflow_name, task, type, status, title,"
          + " detail, state, first_at, changed_at, row_version) values (?, ?, ?, 'greeting', ?,"
          + " 'https://serverlessworkflow.io/spec/1.0.0/errors/runtime', 500, ?, 'No stock of *',"
          + " 'OPEN', ?, ?, 1)";
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
      insertIssues(connection, workspace, common);
      try (PreparedStatement run = connection.prepareStatement(RUN);
          PreparedStatement step = connection.prepareStatement(STEP);
          PreparedStatement request = connection.prepareStatement(REQUEST)) {
        for (int i = 0; i < size; i++) {
          boolean isRare = i % 1_000 == 7;
          run.setString(2, workspace);
          run.setString(3, isRare ? rare : common);
          run.setString(4, isRare ? "order-relay" : "greeting");
          request.setString(1, workspace);
          add(i, run, step, request);
          if (i % BATCH == BATCH - 1 || i == size - 1) {
            run.executeBatch();
            step.executeBatch();
            request.executeBatch();
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

  private void insertIssues(Connection connection, String workspace, String workflow)
      throws SQLException {
    try (PreparedStatement issue = connection.prepareStatement(ISSUE)) {
      for (int i = 0; i < ISSUES; i++) {
        long at = end.minus(Duration.ofDays(30)).toEpochMilli() * 1_000;
        issue.setString(1, issue(i));
        issue.setString(2, workspace);
        issue.setString(3, workflow);
        issue.setString(4, "task-" + i);
        issue.setString(5, "Failure " + i);
        issue.setLong(6, at);
        issue.setLong(7, at);
        issue.addBatch();
      }
      issue.executeBatch();
    }
  }

  private static String issue(int number) {
    return "00000000-0000-8000-8000-%012d".formatted(number % ISSUES);
  }

  private void add(int i, PreparedStatement run, PreparedStatement step, PreparedStatement request)
      throws SQLException {
    Instant at = end.minus(Duration.ofDays(30).dividedBy(size).multipliedBy(size - i));
    long micros = at.toEpochMilli() * 1_000;
    String id = Ids.next(at.toEpochMilli());
    String requestId = Ids.next(at.toEpochMilli());
    boolean isFailed = i % 33 == 0;
    String state = i % 100_000 == 99 ? "CANCELLED" : isFailed ? "FAILED" : "SUCCEEDED";
    boolean isLarge = i == size - 1;
    run.setString(1, id);
    run.setString(5, id);
    run.setString(6, i % 10 < 7 ? "order-" + i : null);
    run.setString(7, requestId);
    run.setString(8, state);
    run.setString(9, isLarge ? large() : runtime(i));
    run.setLong(10, micros);
    run.setLong(11, micros + 4_000);
    run.setLong(12, micros + 90_000);
    run.setString(
        13, isFailed ? "{\"title\":\"No stock of A-" + i % 90 + "\",\"status\":500}" : null);
    run.setString(14, isFailed ? issue(i / 33) : null);
    run.addBatch();
    request.setString(2, requestId);
    request.setString(3, i % 100 == 3 ? "trigger-of-the-benchmark" : null);
    request.setString(4, sent(i));
    request.addBatch();
    addSteps(i, id, isLarge ? STEPS : i % 50 == 0 ? 5 : 0, micros, step);
  }

  private static void addSteps(int i, String run, int steps, long micros, PreparedStatement step)
      throws SQLException {
    for (int s = 0; s < steps; s++) {
      step.setString(1, run);
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

  /** Returns what a request row keeps of the request with this number. */
  private static String sent(int number) {
    return "{\"method\":\"POST\",\"headers\":{\"content-type\":\"application/json\",\"x-event\":\"order-%d\"},\"query\":{},\"sender\":\"192.0.2.%d\"}"
        .formatted(number % 50, number % 250);
  }

  private static String large() {
    StringBuilder text = new StringBuilder("{\"orders\":[");
    for (int i = 0; text.length() < LARGE; i++) {
      text.append(i == 0 ? "" : ",").append(runtime(i));
    }
    return text.append("]}").toString();
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
