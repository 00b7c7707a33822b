package drawbridge.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables to this version before anybody uses them; a failed migration stops the
 * deployment. Nodes that start together on one PostgreSQL take turns: Flyway holds a lock.
 */
@Singleton(name = "Schema")
@Startup
@DependsOn("SettingsCheck")
@TransactionManagement(TransactionManagementType.BEAN)
public class Schema {

  private static final System.Logger LOG = System.getLogger(Schema.class.getName());

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  /** Of a name of its own: Payara finds it by name, and of two it takes now one, now the other. */
  @PostConstruct
  void start() {
    try (Connection connection = store.getConnection()) {
      LOG.log(
          System.Logger.Level.INFO,
          "the store is {0}",
          connection.getMetaData().getDatabaseProductName());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Drawbridge cannot start: the store does not answer; settings drawbridge.database.url,"
              + " drawbridge.database.user and drawbridge.database.password say where it is",
          e);
    }
    migrate(store);
  }

  /** Migrates any store, as the start does. */
  public static void migrate(DataSource store) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(store)
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .load()
        .migrate();
  }
}
