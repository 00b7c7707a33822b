package drawbridge.inbound.trigger.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.entity.Rate;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Setups as version 1.0.0 of November 2026 stored them: every scheme, handshake and member. */
@Tag("T14")
class StoredSetupTest {

  private static final Path SETUPS = Path.of("src/test/resources/upgrade/setups-v10.ndjson");

  static List<String> setups() throws IOException {
    return Files.readAllLines(SETUPS);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void setupOfThePreviousVersionIsKept(String text) {
    Setup setup = StoredSetup.read(text);
    assertThat(setup.asks().unavailable().rows()).as("rows that refuse all requests").isEmpty();
    assertThat(setup.asks().signature().isPresent()).isEqualTo(text.contains("\"signature\""));
    assertThat(setup.asks().handshake().isPresent()).isEqualTo(text.contains("\"handshake\""));
    assertThat(setup.takes().methods()).containsExactly("POST");
    assertThat(setup.toJson()).isEqualTo(Json.read(text));
  }

  @Test
  void operatorsSeeWhatASaveWouldRefuse() throws IOException {
    assertThat(
            setups().stream()
                .map(Json::read)
                .filter(setup -> !warnings(setup).isEmpty())
                .map(setup -> warnings(setup) + " " + subject(setup)))
        .containsExactly(
            "[/signature] linkedin bearer",
            "[/signature] x bearer",
            "[/signature] zoom bearer",
            "[/uidFrom] /0/id",
            "[/uidFrom] /entry/0/changes/0/value/messages/0/id");
  }

  @Test
  void valuesOfThePreviousVersionHaveTheirMeaning() throws IOException {
    Setup setup =
        setups().stream()
            .filter(text -> text.contains("\"rate\""))
            .map(StoredSetup::read)
            .findFirst()
            .orElseThrow();
    assertThat(setup.starts().workflow()).contains("greet");
    assertThat(setup.starts().stateValues()).hasToString("{\"a\":1.10,\"b\":[null]}");
    assertThat(setup.asks().secretRequired()).isTrue();
    assertThat(setup.takes().mediaTypes())
        .extracting(MediaKind::name)
        .containsExactly(
            "application/json",
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/cloudevents+json");
    assertThat(setup.answers().acceptedStatus()).isEqualTo(200);
    assertThat(setup.answers().reply()).isEmpty();
    assertThat(setup.rate()).contains(new Rate(5, 9));
  }

  @Test
  void setupOfANewerVersionIsNotMisread() {
    Setup setup = StoredSetup.read("{\"workflow\":\"greet\",\"proof\":{}}");
    assertThat(setup.unreadable().orElseThrow().why()).startsWith("/proof: ");
    assertThat(setup.starts().workflow()).isEmpty();
    assertThat(setup.toJson())
        .as("what is stored")
        .hasToString("{\"workflow\":\"greet\",\"proof\":{}}");
  }

  private static List<String> warnings(JsonNode setup) {
    return StoredSetup.warnings(StoredSetup.read(Json.write(setup)), ProviderRows.builtIn())
        .stream()
        .map(Fault::pointer)
        .toList();
  }

  private static String subject(JsonNode setup) {
    return setup.has("uidFrom")
        ? setup.at("/uidFrom/pointer").asText()
        : setup.at("/handshake/provider").asText() + " " + setup.at("/signature/scheme").asText();
  }
}
