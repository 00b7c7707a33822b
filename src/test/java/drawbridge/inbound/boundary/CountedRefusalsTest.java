package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.platform.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JAX-RS would refuse unseen has a problem as its reply and is counted. */
@Tag("R9")
class CountedRefusalsTest {

  private static WireInMemory wire;
  private static String trigger;

  @BeforeAll
  static void setUp() throws IOException {
    wire =
        new WireInMemory(Stores.h2(), "a secret")
            .workflows(ContractCases.DIRECTORY.resolve("workflows"));
    trigger = wire.trigger(Json.read("{\"workflow\":\"greet\"}"));
  }

  @AfterAll
  static void tearDown() {
    wire.close();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "OPTIONS, /api/inbound/default, -, 405, method-not-allowed",
        "PUT, /api/inbound/default, -, 405, method-not-allowed",
        "PROPFIND, /api/inbound/default, -, 405, method-not-allowed",
        "OPTIONS, /api/inbound/unknown, -, 405, method-not-allowed",
        "TRACE, {trigger}, -, 405, method-not-allowed",
        "PROPFIND, {trigger}, -, 405, method-not-allowed",
        "POST, /api/inbound/default, application/json; utf-8, 415, unsupported-media-type",
        "POST, /api/inbound/default, ;;, 415, unsupported-media-type",
      })
  void refusalIsCountedOnce(String method, String path, String type, int status, String reason) {
    long before = wire.rejected(reason);
    Wire.Answer answer =
        wire.send(
            new Wire.Request(
                method,
                path.replace("{trigger}", trigger),
                type == null
                    ? Map.of("Inbound-Webhook-Secret", "a secret")
                    : Map.of("Inbound-Webhook-Secret", "a secret", "Content-Type", type),
                type == null ? "" : "{}",
                UTF_8));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.mediaType()).isEqualTo("application/problem+json");
    assertThat(wire.rejected(reason)).isEqualTo(before + 1);
  }
}
