package drawbridge.platform.control;

import drawbridge.platform.store.Dialect;
import drawbridge.platform.store.StartupRetry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables to this version before anybody uses them; a failed migration stops the
 * deployment, and one whose store went away meanwhile is made again from its beginning. Nodes that
 * start together on one PostgreSQL take turns: Flyway holds a lock.
 */
@Singleton(name = "Schema")
@Startup
@DependsOn("SettingsCheck")
@TransactionManagement(TransactionManagementType.BEAN)
public class Schema {

  private static final String LAST =
      "select max(cast(\"version\" as integer)) from \"flyway_schema_history\" where \"success\"";

  private static final Map<String, String> PARTIAL_INDEXES =
      Map.of(
          "where_due", "where due_at is not null", "where_child", "where parent_run is not null");

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  private volatile int needed;

  /** Of a name of its own: Payara finds it by name, and of two it takes now one, now the other. */
  @PostConstruct
  void start() {
    StartupRetry.make(() -> migrate(NoTimeoutDataSource.of(store)));
    StartupRetry.make(() -> needed = found());
  }

  /** The version of the tables that this node was started on. */
  public int needed() {
    return needed;
  }

  /** The version that the tables have now; another one after a later node, or an older backup. */
  public int found() throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement();
        ResultSet last = statement.executeQuery(LAST)) {
      return last.next() ? last.getInt(1) : 0;
    }
  }

  /** Migrates any store, as the start does. */
  public static void migrate(DataSource store) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(store)
        .locations("classpath:db/migration")
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .placeholders(dialect(store))
        .load()
        .migrate();
  }

  /** What one store says in a migration and the other cannot. */
  private static Map<String, String> dialect(DataSource store) {
    Map<String, String> words = new HashMap<>(PARTIAL_INDEXES);
    try (Connection connection = store.getConnection()) {
      if (!Dialect.isPostgresql(connection)) {
        words.replaceAll((name, partial) -> "");
      }
      return words;
    } catch (SQLException e) {
      throw new FlywayException("the store does not say what it is", e);
    }
  }
}
