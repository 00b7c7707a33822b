package drawbridge.house;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** Databases for tests, each empty and of its own. */
public final class Stores {

  private static final int CONNECTIONS = 32;
  private static final AtomicInteger MADE = new AtomicInteger();

  private Stores() {}

  /** An H2 in memory, in the mode that the product uses. */
  public static DataSource h2() {
    return pooled(
        JdbcConnectionPool.create(
            "jdbc:h2:mem:"
                + UUID.randomUUID()
                + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
            "sa",
            ""));
  }

  /**
   * A database on a real PostgreSQL, which is started when the first one is asked for and ends with
   * the JVM. It sorts texts as people do, which is not how Java does.
   */
  public static DataSource postgresql() {
    String name = "drawbridge" + MADE.incrementAndGet();
    try (Connection connection = Server.POSTGRESQL.getPostgresDatabase().getConnection();
        Statement create = connection.createStatement()) {
      create.execute(
          "create database "
              + name
              + " template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US'");
    } catch (SQLException e) {
      throw new IllegalStateException("no database " + name, e);
    }
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setUrl(Server.POSTGRESQL.getJdbcUrl("postgres", name));
    return pooled(JdbcConnectionPool.create(source));
  }

  /** H2's pool hands out anybody's connections. */
  private static DataSource pooled(JdbcConnectionPool pool) {
    pool.setMaxConnections(CONNECTIONS);
    return pool;
  }

  /** Started when it is first looked at. */
  private static final class Server {
    private static final EmbeddedPostgres POSTGRESQL = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "500").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
