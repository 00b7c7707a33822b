package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stored setup that this version cannot read lets nothing in, and stops no other trigger. */
@Tag("T14")
class UnreadableSetupTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"workflow\": \"greet\", \"ofANewerVersion\": true}",
        "{\"workflow\": \"greet\", \"mediaTypes\": [\"?\"]}",
        "[]"
      })
  void itsRequestsGet503AndOthersAreAccepted(String setup) throws IOException {
    try (WireInMemory wire = new WireInMemory(Stores.h2(), "a secret")) {
      JsonNode plain = Json.read("{\"workflow\": \"greet\"}");
      String other = wire.workflows(ContractCases.DIRECTORY.resolve("workflows")).trigger(plain);
      String unreadable = wire.stored(plain, setup);
      assertThat(post(wire, unreadable)).isEqualTo(503);
      assertThat(post(wire, other)).isEqualTo(202);
    }
  }

  private static int post(WireInMemory wire, String path) {
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    return wire.send(new Wire.Request("POST", path, headers, "{}", UTF_8)).status();
  }
}
