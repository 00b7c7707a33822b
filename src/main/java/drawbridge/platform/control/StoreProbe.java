package drawbridge.platform.control;

import drawbridge.platform.store.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Asks a connection whether the store would take a commit. A PostgreSQL that is read-only, such as
 * a demoted primary, answers but would not.
 */
public final class StoreProbe {

  private static final String READ_ONLY = "show transaction_read_only";

  private StoreProbe() {}

  /**
   * Returns why the store would take no commit through this connection, or an empty text. Then the
   * connection is aborted, so that the pool discards it and opens another, perhaps to another
   * server.
   *
   * @param seconds maximum time to wait for the first answer
   * @throws SQLException when the connection is lost meanwhile
   */
  public static String fault(Connection connection, int seconds) throws SQLException {
    String fault = "";
    if (!connection.isValid(seconds)) {
      fault = "a connection that does not answer";
    } else if (Dialect.isPostgresql(connection) && isReadOnly(connection)) {
      fault = "a server that is read-only";
    }
    if (!fault.isEmpty()) {
      connection.abort(Runnable::run);
    }
    return fault;
  }

  private static boolean isReadOnly(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet setting = statement.executeQuery(READ_ONLY)) {
      return setting.next() && setting.getString(1).equals("on");
    }
  }
}
