package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rejected element is kept, or its whole request is refused. */
@Tag("T12")
class RefusedElementsTest {

  private static final String TWO = "[{\"id\": \"%s\", \"ok\": true}, {\"id\": \"bad\"}]";

  private final DataSource store = Stores.h2();
  private WireInMemory wire;
  private String trigger;

  @BeforeEach
  void setUp() throws IOException {
    wire =
        new WireInMemory(store, "a secret").workflows(ContractCases.DIRECTORY.resolve("workflows"));
    trigger =
        wire.trigger(
            Json.read(
                "{\"split\": \"\", \"uidFrom\": {\"pointer\": \"/id\"}, \"routes\": ["
                    + "{\"when\": \".runtime.ok\", \"workflow\": \"greet\"},"
                    + " {\"when\": \"error(\\\"no\\\")\", \"ignore\": true}]}"));
  }

  @AfterEach
  void tearDown() {
    wire.close();
  }

  @Test
  void requestIsNotRecordedWhenItsRejectedElementCannotBeKept() throws SQLException {
    execute("alter table refused_delivery add constraint broken check (1 = 0)");
    Wire.Answer refused = post("first");
    assertThat(refused.status()).as(refused.body()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isPresent();
    assertThat(count("run")).isZero();
    assertThat(count("uid_claim")).isZero();
    execute("alter table refused_delivery drop constraint broken");
    Wire.Answer accepted = post("first");
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(207);
    assertThat(Json.read(accepted.body()).at("/results/0/status").asText()).isEqualTo("accepted");
    assertThat(count("refused_delivery")).isEqualTo(1);
  }

  private Wire.Answer post(String id) {
    return wire.send(
        new Wire.Request(
            "POST", trigger, Map.of("Content-Type", "application/json"), TWO.formatted(id), UTF_8));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count(String table) throws SQLException {
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select count(*) from " + table)) {
      found.next();
      return found.getInt(1);
    }
  }
}
