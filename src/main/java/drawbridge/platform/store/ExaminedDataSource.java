package drawbridge.platform.store;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that shows each failure of its connections and statements to an examiner, before
 * the caller gets it. So no caller can forget to ask whether the failure means damage.
 */
public final class ExaminedDataSource {

  /** What a data source and its connections return that may fail later. */
  private static final Set<Class<?>> OPENED =
      Set.of(Connection.class, Statement.class, PreparedStatement.class, CallableStatement.class);

  private ExaminedDataSource() {}

  /**
   * Returns a data source over another one.
   *
   * @param examiner must not throw
   */
  public static DataSource of(DataSource store, Consumer<SQLException> examiner) {
    return around(DataSource.class, store, examiner);
  }

  private static <T> T around(Class<T> type, Object target, Consumer<SQLException> examiner) {
    return JdbcProxy.of(type, (method, arguments) -> call(target, method, arguments, examiner));
  }

  private static @Nullable Object call(
      Object target,
      Method method,
      @Nullable Object @Nullable [] arguments,
      Consumer<SQLException> examiner)
      throws Throwable {
    try {
      Object result = JdbcProxy.pass(target, method, arguments);
      Class<?> type = method.getReturnType();
      return result != null && OPENED.contains(type) ? around(type, result, examiner) : result;
    } catch (SQLException e) {
      examiner.accept(e);
      throw e;
    }
  }
}
