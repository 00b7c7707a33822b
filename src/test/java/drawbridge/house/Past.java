package drawbridge.house;

import drawbridge.platform.Ids;
import drawbridge.platform.store.InstantColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Runs of long ago with their journals, and uids, written straight into the tables. */
public final class Past {

  private static final int AT_ONCE = 2_000;
  private static final String RUN =
      "insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version, uid,"
          + " request_id, state, state_values, runtime, output, states, epoch, cancel_requested,"
          + " depth, accepted_at, started_at, ended_at, row_version) values (?, ?, '"
          + Ids.next(1)
          + "', 'greet', '"
          + Ids.next(2)
          + "', 1, ?, ?, 'SUCCEEDED', '{}', '{\"name\":\"Ada\"}', '{\"greeting\":\"Hello, Ada!\"}',"
          + " '{}', 1, false, 0, ?, ?, ?, 3)";
  private static final String STEP =
      "insert into step (run_id, step_key, position, task, kind, status, attempt, output,"
          + " started_at, ended_at) values (?, ?, ?, 'greet', 'set', 'DONE', 1,"
          + " '{\"greeting\":\"Hello, Ada!\"}', ?, ?)";
  private static final String CLAIM =
      "insert into uid_claim (workspace_id, uid, run_id, fingerprint, accepted_at, conflicts)"
          + " values (?, ?, ?, 'f', ?, 0)";

  private final DataSource store;
  private final String workspace;

  public Past(DataSource store, String workspace) {
    this.store = store;
    this.workspace = workspace;
  }

  /**
   * Runs that were accepted, one each millisecond, and ended at once.
   *
   * @return their ids in order
   */
  public List<String> runs(int count, int stepsEach, Instant from) {
    List<String> ids = new ArrayList<>();
    for (int first = 0; first < count; first += AT_ONCE) {
      ids.addAll(some(Math.min(AT_ONCE, count - first), stepsEach, from.plusMillis(first)));
    }
    return ids;
  }

  private List<String> some(int count, int stepsEach, Instant from) {
    List<String> ids = new ArrayList<>();
    try (Connection connection = store.getConnection();
        PreparedStatement runs = connection.prepareStatement(RUN);
        PreparedStatement steps = connection.prepareStatement(STEP);
        PreparedStatement claims = connection.prepareStatement(CLAIM)) {
      connection.setAutoCommit(false);
      for (int index = 0; index < count; index++) {
        Instant at = from.plusMillis(index);
        String id = Ids.next(at.toEpochMilli());
        long micros = InstantColumn.micros(at);
        add(runs, id, workspace, "uid-" + id, id, micros, micros, micros);
        for (int step = 0; step < stepsEach; step++) {
          add(steps, id, "/" + step, step, micros, micros);
        }
        add(claims, workspace, "uid-" + id, id, micros);
        ids.add(id);
      }
      runs.executeBatch();
      steps.executeBatch();
      claims.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new IllegalStateException("no past", e);
    }
    return ids;
  }

  private static void add(PreparedStatement statement, Object... values) throws SQLException {
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
    statement.addBatch();
  }
}
