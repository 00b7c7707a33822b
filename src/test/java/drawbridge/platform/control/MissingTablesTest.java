package drawbridge.platform.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestSettings;
import drawbridge.platform.CannotStart;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A restore that stopped half-way leaves the list of migrations without their tables. */
@OnEveryStore
class MissingTablesTest {

  private final DataSource store;
  private final Schema schema = new Schema();

  MissingTablesTest(Store store) {
    this.store = store.open();
    schema.store = this.store;
    TestSettings.install();
  }

  @Test
  void storeWithoutItsTablesStopsTheStart() throws SQLException {
    schema.start();
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table uid_claim");
      statement.execute("drop table clock");
    }
    assertThatThrownBy(schema::start)
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("it lacks the tables clock, uid_claim")
        .hasMessageContaining("restore the backup");
  }
}
