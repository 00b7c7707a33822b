package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
        "post, {trigger}, -, 405, method-not-allowed",
        "PROPFIND, /api/inbound/default/triggers/unknown, -, 405, method-not-allowed",
        "PUT, {trigger}, -, 405, method-not-allowed",
        "GET, /api/inbound/default/runs/unknown, -, 404, not-found",
        "GET, /api/inbound/default/none/of/this, -, 404, not-found",
        "POST, /api/inbound/unknown/none/of/this, -, 404, not-found",
        "POST, /api/inbound/default, application/json; utf-8, 415, unsupported-media-type",
        "POST, /api/inbound/default, ;;, 415, unsupported-media-type",
      })
  void refusalIsCountedOnce(String method, String path, String type, int status, String reason) {
    long before = wire.rejected(reason);
    long atTrigger = wire.unrecorded(trigger).refused();
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
    boolean isAtTrigger = path.equals("{trigger}");
    assertThat(wire.unrecorded(trigger).refused()).isEqualTo(atTrigger + (isAtTrigger ? 1 : 0));
    if (isAtTrigger) {
      assertThat(wire.unrecorded(trigger).reasons().get(0).kind()).isEqualTo(reason);
    }
  }

  @Test
  @Tag("T6")
  void tooLongBodyNamesTheLimitThatApplies() {
    String own = wire.trigger(Json.read("{\"workflow\":\"greet\",\"maxBody\":1024}"));
    String lowered =
        wire.stored(
            Json.read("{\"workflow\":\"greet\"}"), "{\"workflow\":\"greet\",\"maxBody\":33554432}");
    assertThat(tooLarge(own, 1_025))
        .isEqualTo(
            "The body has more than 1024 bytes, the limit of maxBody of this trigger. Send a"
                + " shorter one.");
    assertThat(tooLarge(trigger, (1 << 20) + 1))
        .contains("1048576 bytes, the limit of drawbridge.inbound.max-body of this server");
    assertThat(tooLarge(lowered, (8 << 20) + 1))
        .contains("8388608 bytes, the limit of drawbridge.inbound.max-trigger-body of this server");
  }

  private static String tooLarge(String path, int length) {
    Wire.Answer answer =
        wire.send(
            new Wire.Request(
                "POST",
                path,
                Map.of("Content-Type", "application/json"),
                " ".repeat(length),
                UTF_8));
    assertThat(answer.status()).isEqualTo(413);
    return Json.read(answer.body()).path("detail").asText();
  }
}
