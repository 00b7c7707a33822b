package drawbridge.platform.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R5")
class StoreProbeTest {

  private static final int SECONDS = 2;

  @Test
  void writableStoreHasNoFault() throws SQLException {
    try (Connection h2 = Stores.h2().getConnection();
        Connection postgresql = Stores.postgresql().getConnection()) {
      assertThat(StoreProbe.fault(h2, SECONDS)).isEmpty();
      assertThat(StoreProbe.fault(postgresql, SECONDS)).isEmpty();
      assertThat(postgresql.isClosed()).isFalse();
    }
  }

  @Test
  void connectionToAReadOnlyServerIsAborted() throws SQLException {
    try (Connection connection = Stores.postgresql().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set session characteristics as transaction read only");
      assertThat(StoreProbe.fault(connection, SECONDS)).isEqualTo("a server that is read-only");
      assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
    }
  }
}
