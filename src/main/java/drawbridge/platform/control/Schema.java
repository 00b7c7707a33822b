package drawbridge.platform.control;

import drawbridge.platform.CannotStart;
import drawbridge.platform.store.Dialect;
import drawbridge.platform.store.StartupRetry;
import drawbridge.platform.store.StoreDamage;
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
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Migrates the tables before other beans use them. A failed migration stops the deployment; one
 * that lost the store starts again. Nodes that start together on one PostgreSQL migrate one after
 * another: Flyway holds a lock.
 */
@Singleton(name = "Schema")
@Startup
@DependsOn("SettingsCheck")
@TransactionManagement(TransactionManagementType.BEAN)
public class Schema {

  private static final String CURRENT_VERSION =
      "select max(cast(\"version\" as integer)) from \"flyway_schema_history\" where \"success\"";

  /** The tables that every run needs. */
  private static final Set<String> TABLES =
      Set.of(
          "workspace",
          "inbound_secret",
          "operator",
          "workflow",
          "workflow_version",
          "uid_claim",
          "run",
          "step",
          "issue",
          "request",
          "node",
          "trigger",
          "trigger_secret",
          "clock");

  private static final String FOUND_TABLES =
      "select lower(table_name) from information_schema.tables where table_schema ="
          + " current_schema";

  private static final Map<String, String> PARTIAL_INDEXES =
      Map.of(
          "where_due", "where due_at is not null", "where_child", "where parent_run is not null");

  private static final String ONLY_ON_H2 = "only_on_h2";
  private static final String ONLY_ON_POSTGRESQL = "only_on_postgresql";
  private static final String COMMENT = "--";

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  private volatile int needed;

  /** The bean has a unique name: Payara resolves {@code @DependsOn} by name alone. */
  @PostConstruct
  void start() {
    StartupRetry.make(() -> migrate(NoTimeoutDataSource.of(store)));
    StartupRetry.make(() -> needed = found());
    StartupRetry.make(this::requireTables);
  }

  /** Returns the schema version that this node was started on. */
  public int needed() {
    return needed;
  }

  /**
   * Returns the present schema version. It differs after the start of a later release or the
   * restore of an older backup.
   */
  public int found() throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement();
        ResultSet last = statement.executeQuery(CURRENT_VERSION)) {
      return last.next() ? last.getInt(1) : 0;
    }
  }

  /** A restore that stopped half-way leaves the list of migrations without their tables. */
  private void requireTables() throws SQLException {
    Set<String> missing = new TreeSet<>(TABLES);
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(FOUND_TABLES)) {
      while (found.next()) {
        missing.remove(found.getString(1));
      }
    }
    if (!missing.isEmpty()) {
      throw new CannotStart(
          StoreDamage.instructions(
              "it lacks the tables " + String.join(", ", missing), ConfigProvider.getConfig()));
    }
  }

  /** Migrates a store to this version. */
  public static void migrate(DataSource store) {
    migrateTo("latest", store);
  }

  /**
   * Migrates a store to a version.
   *
   * @param version number of a migration, or {@code latest}
   */
  public static void migrateTo(String version, DataSource store) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(store)
        .locations("classpath:db/migration")
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .placeholders(dialect(store))
        .target(version)
        .load()
        .migrate();
  }

  /** Returns the placeholders of migrations that differ between the stores. */
  private static Map<String, String> dialect(DataSource store) {
    Map<String, String> placeholders = new HashMap<>(PARTIAL_INDEXES);
    placeholders.put(ONLY_ON_H2, COMMENT);
    placeholders.put(ONLY_ON_POSTGRESQL, "");
    try (Connection connection = store.getConnection()) {
      if (!Dialect.isPostgresql(connection)) {
        placeholders.replaceAll((name, partial) -> "");
        placeholders.put(ONLY_ON_POSTGRESQL, COMMENT);
      }
      return placeholders;
    } catch (SQLException e) {
      throw new FlywayException("cannot read the product name of the store", e);
    }
  }
}
