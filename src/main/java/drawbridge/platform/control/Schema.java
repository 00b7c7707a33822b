package drawbridge.platform.control;

import drawbridge.platform.store.FirstContact;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

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

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  /** Of a name of its own: Payara finds it by name, and of two it takes now one, now the other. */
  @PostConstruct
  void start() {
    FirstContact.make(() -> migrate(UnhurriedStore.of(store)));
  }

  /** Migrates any store, as the start does. */
  public static void migrate(DataSource store) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(store)
        .locations("classpath:db/migration")
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .load()
        .migrate();
  }
}
