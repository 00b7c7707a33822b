package drawbridge.platform.control;

import drawbridge.platform.store.JdbcProxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A data source for long work such as migrations: its connections have no network timeout. Closing
 * one restores the timeout of the pool.
 */
final class NoTimeoutDataSource {

  private NoTimeoutDataSource() {}

  static DataSource of(DataSource store) {
    return JdbcProxy.of(
        DataSource.class,
        (method, arguments) -> {
          Object result = JdbcProxy.pass(store, method, arguments);
          return result instanceof Connection connection ? withoutTimeout(connection) : result;
        });
  }

  private static Connection withoutTimeout(Connection connection) throws SQLException {
    int timeout = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, 0);
    return JdbcProxy.of(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("close") && !connection.isClosed()) {
            connection.setNetworkTimeout(Runnable::run, timeout);
          }
          return JdbcProxy.pass(connection, method, arguments);
        });
  }
}
