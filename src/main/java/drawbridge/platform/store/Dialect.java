package drawbridge.platform.store;

import java.sql.Connection;
import java.sql.SQLException;

/** What one store says and the other cannot. */
public final class Dialect {

  private Dialect() {}

  /** Whether this leads to PostgreSQL, and not to H2; nothing is sent to find out. */
  public static boolean isPostgresql(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }
}
