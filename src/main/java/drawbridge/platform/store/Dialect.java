package drawbridge.platform.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Differences between the stores' SQL. */
public final class Dialect {

  private Dialect() {}

  /** Returns whether the connection leads to PostgreSQL rather than H2; sends nothing. */
  public static boolean isPostgresql(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }
}
