package drawbridge.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A store as the server with the tables V1 to V4 left it. */
public final class OldTables {

  /** The last of its migrations. */
  private static final String VERSION = "4";

  private static final Path ROWS = Path.of("src/test/resources/upgrade/v4.sql");

  private OldTables() {}

  /** Makes the tables in an empty store, and puts in what that server had written. */
  public static void leaveIn(DataSource store) {
    Flyway.configure(OldTables.class.getClassLoader())
        .dataSource(store)
        .locations("classpath:db/migration")
        .target(VERSION)
        .load()
        .migrate();
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      for (String row : Files.readString(ROWS).split(";\n", -1)) {
        if (!row.isBlank()) {
          statement.execute(row);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the old rows do not fit", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
