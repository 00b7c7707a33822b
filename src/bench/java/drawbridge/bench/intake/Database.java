package drawbridge.bench.intake;

import drawbridge.platform.control.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The store of the measured server. */
sealed interface Database extends AutoCloseable {

  /** Returns the server's settings. */
  Map<String, String> settings();

  /** Returns a benchmark of the same rows without Drawbridge, if available. */
  Optional<Pgbench> pgbench() throws IOException;

  /** Returns the tables, for inserting rows; an H2 file must not be open in a server. */
  DataSource store();

  @Override
  void close() throws IOException;

  /** The H2 file that the server creates in its directory. */
  record File(Path directory) implements Database {
    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public Optional<Pgbench> pgbench() {
      return Optional.empty();
    }

    @Override
    public DataSource store() {
      JdbcDataSource file = new JdbcDataSource(); // not a pool, which would keep the file open
      file.setURL(
          "jdbc:h2:file:"
              + directory.resolve("data/drawbridge").toAbsolutePath()
              + ";MODE=PostgreSQL");
      file.setUser("drawbridge");
      file.setPassword(password());
      return file;
    }

    private String password() {
      try {
        return Files.readString(directory.resolve("data/database.password")).strip();
      } catch (IOException e) {
        throw new UncheckedIOException("the server has generated no password", e);
      }
    }

    @Override
    public void close() {}
  }

  /** A PostgreSQL with defaults: a commit is durable before its reply. */
  record Postgresql(EmbeddedPostgres server, Path directory) implements Database {

    private static final String RIVAL = "rival";

    static Postgresql start(Path directory) throws IOException {
      return new Postgresql(
          EmbeddedPostgres.builder()
              .setDataDirectory(directory.resolve("postgresql"))
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start(),
          directory);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(
          "DRAWBRIDGE_DATABASE_URL",
          "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
          "DRAWBRIDGE_DATABASE_USER",
          "postgres",
          "DRAWBRIDGE_DATABASE_PASSWORD",
          "postgres");
    }

    @Override
    public Optional<Pgbench> pgbench() throws IOException {
      execute("postgres", "create database " + RIVAL);
      Schema.migrate(server.getDatabase("postgres", RIVAL));
      execute(RIVAL, "insert into workspace values ('rival', 'rival', 0)");
      return Pgbench.find(directory, server.getPort(), RIVAL);
    }

    @Override
    public DataSource store() {
      return server.getPostgresDatabase();
    }

    private void execute(String database, String sql) {
      try (Connection connection = server.getDatabase("postgres", database).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
