package drawbridge.platform.control;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source for long work such as migrations: its connections have no network timeout. Closing
 * one restores the timeout of the pool.
 */
final class NoTimeoutDataSource {

  private NoTimeoutDataSource() {}

  static DataSource of(DataSource store) {
    return around(
        DataSource.class,
        (method, arguments) -> {
          Object result = call(store, method, arguments);
          return result instanceof Connection connection ? withoutTimeout(connection) : result;
        });
  }

  private static Connection withoutTimeout(Connection connection) throws SQLException {
    int timeout = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, 0);
    return around(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("close") && !connection.isClosed()) {
            connection.setNetworkTimeout(Runnable::run, timeout);
          }
          return call(connection, method, arguments);
        });
  }

  private interface Calls {
    @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
  }

  private static <T> T around(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            NoTimeoutDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.call(method, arguments)));
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
