package drawbridge.house;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Databases for tests, each empty and of its own. */
public final class Stores {

  private Stores() {}

  /** An H2 in memory, in the mode that the product uses. */
  public static DataSource h2() {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:"
                + UUID.randomUUID()
                + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
            "sa",
            "");
    pool.setMaxConnections(32);
    return pool;
  }
}
