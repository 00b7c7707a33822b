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

/** Uids of the workspace {@code default} as a busy month leaves them. */
final class Uids {

  private static final int BATCH = 5_000;
  private static final String CLAIM =
      "insert into uid_claim (workspace_id, uid, run_id, fingerprint, accepted_at, conflicts)"
          + " values (?, ?, ?, ?, ?, 0)";

  private Uids() {}

  /**
   * Loads so many, evenly spread as those of most senders are, and in their order: a file of H2
   * into which they come as they like keeps every page that it wrote, 36 GB for half of ten
   * million. No server may have the store open if it is a file.
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
