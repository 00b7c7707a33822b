package drawbridge.bench.intake;

import drawbridge.platform.control.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Where the measured server keeps its runs. */
sealed interface Database extends AutoCloseable {

  /** What the server is told. */
  Map<String, String> settings();

  /** Who inserts the same rows without us, if there is somebody. */
  Optional<Pgbench> rival() throws IOException;

  /** Its tables, for whoever loads rows; a file only while no server has it open. */
  DataSource store();

  @Override
  void close() throws IOException;

  /** The H2 file that the server makes by itself, in the directory it is started in. */
  record File(Path directory) implements Database {
    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public Optional<Pgbench> rival() {
      return Optional.empty();
    }

    @Override
    public DataSource store() {
      JdbcDataSource file = new JdbcDataSource(); // not a pool: that would keep it open
      file.setURL(
          "jdbc:h2:file:"
              + directory.resolve("data/drawbridge").toAbsolutePath()
              + ";MODE=PostgreSQL;MAX_LENGTH_INPLACE_LOB=4096");
      file.setUser("drawbridge");
      file.setPassword("drawbridge");
      return file;
    }

    @Override
    public void close() {}
  }

  /** A PostgreSQL as it is by default: a commit is on the disk before it is answered. */
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
    public Optional<Pgbench> rival() throws IOException {
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
