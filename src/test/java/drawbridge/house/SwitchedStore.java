package drawbridge.house;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A store that can be switched off: connections fail, those in use at their commit. */
public final class SwitchedStore implements DataSource {

  private final DataSource store;
  private volatile boolean off;
  private volatile boolean offAfterCommit;
  private final AtomicInteger commits = new AtomicInteger();
  private volatile int lastCommit;
  private volatile boolean lastIsDone;

  public SwitchedStore(DataSource store) {
    this.store = store;
  }

  /** From now on nothing answers. */
  public void off() {
    off = true;
  }

  /** Answers again. */
  public void on() {
    off = false;
    offAfterCommit = false;
  }

  /** The next commit succeeds, and nothing after it. */
  public void offAfterNextCommit() {
    offAfterCommit = true;
  }

  /** How many commits were asked for. */
  public int commits() {
    return commits.get();
  }

  /** Whether it is off. */
  public boolean isOff() {
    return off;
  }

  /**
   * Goes off at a commit, counted from now on: whoever asks for it never hears of its success.
   *
   * @param done whether the store still does it
   */
  public void offAtCommit(int number, boolean done) {
    commits.set(0);
    lastIsDone = done;
    lastCommit = number;
  }

  @Override
  public Connection getConnection() throws SQLException {
    check();
    Connection connection = store.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              boolean commits = method.getName().equals("commit");
              if (commits) {
                check();
              }
              if (commits && this.commits.incrementAndGet() == lastCommit) {
                off = true;
                if (lastIsDone) {
                  connection.commit();
                }
                check();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                off |= commits && offAfterCommit;
              }
            });
  }

  private void check() throws SQLException {
    if (off) {
      throw new SQLException("the store is switched off", "08001");
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return store.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    store.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    store.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return store.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return store.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return store.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return store.isWrapperFor(type);
  }
}
