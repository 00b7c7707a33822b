package drawbridge.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A PostgreSQL with the role and the database of {@code server-config/postgresql.md}. */
public final class Postgres implements AutoCloseable {

  private static final String PASSWORD = "choose-one";

  private final EmbeddedPostgres server;
  private final DataSource database;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
    database = server.getDatabase("drawbridge", "drawbridge");
  }

  /** Creates a server with its data in this directory. */
  public static Postgres create(Path directory) throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setServerConfig("max_connections", "100")
            .start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role drawbridge login password '" + PASSWORD + "'");
      statement.execute(
          "create database drawbridge owner drawbridge encoding 'UTF8' template template0");
      statement.execute("alter role drawbridge set idle_in_transaction_session_timeout = '15s'");
    }
    return new Postgres(server);
  }

  /** Restarts the closed server on its port and data. */
  Postgres again(Path directory) throws IOException {
    return new Postgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setServerConfig("max_connections", "100")
            .setPort(server.getPort())
            .start());
  }

  /** Returns the settings of a node. */
  public Map<String, String> settings() {
    return settings(port());
  }

  /** Returns the settings of a node that connects through another port. */
  Map<String, String> settings(int port) {
    return Map.of(
        "DRAWBRIDGE_DATABASE_URL",
        "jdbc:postgresql://localhost:" + port + "/drawbridge",
        "DRAWBRIDGE_DATABASE_USER",
        "drawbridge",
        "DRAWBRIDGE_DATABASE_PASSWORD",
        PASSWORD);
  }

  /** Returns its port. */
  int port() {
    return server.getPort();
  }

  /** Returns a connection whose transaction lasts until it is closed. */
  Connection hold(String sql) throws SQLException {
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set idle_in_transaction_session_timeout = 0");
      statement.execute(sql);
    }
    return connection;
  }

  /** Makes the server refuse writes, or take them again; concerns open connections too. */
  void setReadOnly(boolean isReadOnly) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set default_transaction_read_only = " + isReadOnly);
      statement.execute("select pg_reload_conf()");
    }
  }

  /** Returns the first column of a query's result. */
  List<String> ask(String sql) {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
