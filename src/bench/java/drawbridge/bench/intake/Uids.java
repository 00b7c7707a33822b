package drawbridge.bench.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

/** Inserts uids of a busy month into the workspace {@code default}. */
final class Uids {

  private static final int BATCH = 5_000;
  private static final String CLAIM =
      "insert into uid_claim (workspace_id, uid, run_id, fingerprint, accepted_at, conflicts)"
          + " values (?, ?, ?, ?, ?, 0)";

  private Uids() {}

  /**
   * Inserts this many uids, evenly spread and in order. In random order an H2 file keeps every page
   * version: 36 GB for five million. An H2 file must not be open in a server.
   */
  static void load(DataSource store, int size) throws SQLException {
    long now = Instant.now().toEpochMilli() * 1_000;
    long apart = Duration.ofDays(20).toMillis() * 1_000 / size;
    long between = Long.divideUnsigned(-1L, size);
    try (Connection connection = store.getConnection()) {
      connection.setAutoCommit(false);
      String workspace = workspace(connection);
      try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
        claim.setString(1, workspace);
        claim.setString(4, "0".repeat(64));
        for (int i = 0; i < size; i++) {
          claim.setString(2, new UUID(i * between, i * 0x9E3779B97F4A7C15L).toString());
          claim.setString(3, new UUID(1, i).toString());
          claim.setLong(5, now - (size - i) * apart);
          claim.addBatch();
          if (i % BATCH == BATCH - 1 || i == size - 1) {
            claim.executeBatch();
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

  private static String workspace(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select id from workspace where name = 'default'")) {
      row.next();
      return row.getString(1);
    }
  }
}
