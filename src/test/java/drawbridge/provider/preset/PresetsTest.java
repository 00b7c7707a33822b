package drawbridge.provider.preset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.ProviderTable;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("T13")
class PresetsTest {

  private static final String PROVIDERS = "/drawbridge/provider/providers.csv";

  private static final String ROW =
      """
      acme:
        title: Acme
        docs: https://acme.example/webhooks
        version: 3
        setup:
          signature: {scheme: hmac, header: X-Acme, algorithm: sha256, encoding: hex, signed: "{body}"}
          handshake: {provider: generic}
          uidFrom: {pointer: /id}
          mediaTypes: [application/json, text/plain]
          reply: {status: 200}
        steps: [Register {url}.]
        test: {method: POST, json: {id: "1"}}
      """
          .replace("[Register {url}.]", "['Register {url}.']");

  private final List<Fault> faults = new ArrayList<>();
  private final Presets presets = new Presets(ProviderTable.of(ROW));

  private JsonObject filled(String setup) {
    return presets.fillIn(JsonBinding.object(setup), faults);
  }

  @Test
  void fillsInAllValuesAndTheVersion() {
    JsonObject filled = filled("{\"preset\": \"acme\", \"workflow\": \"w\"}");
    assertThat(faults).isEmpty();
    assertThat(filled.getInt("presetVersion")).isEqualTo(3);
    assertThat(filled.getString("preset")).isEqualTo("acme");
    assertThat(filled.getString("workflow")).isEqualTo("w");
    presets
        .find("acme")
        .orElseThrow()
        .setup()
        .forEach((member, value) -> assertThat(filled.get(member)).isEqualTo(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"uidFrom\": {\"header\": \"X-Id\"} | uidFrom | {\"header\":\"X-Id\"}",
        "\"mediaTypes\": [\"application/json\"] | mediaTypes | [\"application/json\"]",
        "\"reply\": {\"status\": 204} | reply | {\"status\":204}",
        "\"uidFrom\": null | uidFrom | null",
        "\"handshake\": {\"provider\": \"okta\"} | handshake | {\"provider\":\"okta\"}",
        "\"signature\": {\"scheme\": \"github\"} | signature | {\"scheme\":\"github\"}"
      })
  void memberOfTheSetupReplacesThePresets(String given, String member, String expected) {
    JsonObject filled = filled("{\"preset\": \"acme\", " + given + "}");
    assertThat(String.valueOf(filled.get(member))).isEqualTo(expected);
  }

  @Test
  void membersOfTheSameSchemeAreCompleted() {
    JsonObject filled =
        filled("{\"preset\": \"acme\", \"signature\": {\"prefix\": \"v1=\", \"header\": \"X-B\"}}");
    assertThat(filled.getJsonObject("signature"))
        .isEqualTo(
            JsonBinding.object(
                """
                {"scheme": "hmac", "header": "X-B", "algorithm": "sha256", "encoding": "hex",
                 "signed": "{body}", "prefix": "v1="}
                """));
  }

  @Test
  void acceptedStatusReplacesTheReply() {
    JsonObject filled = filled("{\"preset\": \"acme\", \"acceptedStatus\": 202}");
    assertThat(filled).doesNotContainKey("reply").containsKey("acceptedStatus");
  }

  @Test
  void setupWithAVersionIsReturnedUnchanged() {
    JsonObject stored = JsonBinding.object("{\"preset\": \"acme\", \"presetVersion\": 1}");
    assertThat(presets.fillIn(stored, faults)).isSameAs(stored);
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "githup, github",
    "Stripe, stripe",
    "'', x",
    "slack commands, slack-command",
    "whats-app, whatsapp"
  })
  void unknownPresetIsAFaultWithTheNearestName(String wrong, String nearest) {
    JsonObject setup = JsonBinding.object("{\"preset\": \"" + wrong + "\"}");
    assertThat(Presets.builtIn().fillIn(setup, faults)).isSameAs(setup);
    assertThat(faults)
        .containsExactly(Fault.at("/preset", "is unknown; the nearest name is " + nearest));
  }

  @Test
  void longUnknownNameIsCompared() {
    filled("{\"preset\": \"" + "x".repeat(1_000_000) + "\"}");
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).detail()).hasSizeLessThan(100);
  }

  @Test
  void versionWithoutPresetIsAFault() {
    filled("{\"presetVersion\": 1}");
    assertThat(faults).extracting(Fault::pointer).containsExactly("/presetVersion");
  }

  @Test
  void refreshedSetupKeepsOtherMembersAndInputs() {
    JsonObject stored =
        JsonBinding.object(
            """
            {"preset": "acme", "presetVersion": 1, "workflow": "w", "acceptedStatus": 202,
             "signature": {"scheme": "hmac", "header": "X-Old", "algorithm": "sha1",
               "encoding": "hex", "signed": "{body}", "prefix": "v1="},
             "uidFrom": {"header": "X-Id"}, "rate": {"perSecond": 5}}
            """);
    JsonObject refreshed = presets.refreshed(stored, presets.find("acme").orElseThrow());
    assertThat(refreshed.getString("workflow")).isEqualTo("w");
    assertThat(refreshed.getInt("presetVersion")).isEqualTo(3);
    assertThat(refreshed).containsKey("rate").doesNotContainKey("acceptedStatus");
    assertThat(refreshed.getJsonObject("uidFrom").getString("pointer")).isEqualTo("/id");
    assertThat(refreshed.getJsonObject("signature").getString("prefix")).isEqualTo("v1=");
    assertThat(refreshed.getJsonObject("signature").getString("header")).isEqualTo("X-Acme");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docs: https | docs: http | /docs",
        "version: 3 | version: 0 | /version",
        "uidFrom: {pointer: /id} | rate: {perSecond: 1} | /setup/rate",
        "uidFrom: {pointer: /id} | workflow: w | /setup/workflow",
        "handshake: {provider: generic} | handshake: {token: t} | /setup/handshake",
        "handshake: {provider: generic} | handshake: generic | /setup/handshake",
        "json: {id: \"1\"} | json: {}, text: x | /test",
        "method: POST | method: post | /test/method",
        "title: Acme | titel: Acme | /titel"
      })
  void faultyRowIsNamedWithItsMember(String from, String to, String pointer) {
    String faulty = ROW.replace(from, to);
    assertThat(faulty).isNotEqualTo(ROW);
    assertThatThrownBy(() -> new Presets(ProviderTable.of(faulty)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("row acme")
        .hasMessageContaining(pointer);
  }

  @ParameterizedTest
  @CsvFileSource(resources = PROVIDERS, delimiter = ';')
  void everyListedProviderHasItsPresets(String provider, String names) {
    assertThat(Presets.builtIn().all().keySet()).as(provider).contains(names.split(" ", -1));
  }

  /** The names of both tables of the contract's list of handshakes and signature schemes. */
  @Test
  void listHasEveryProviderOfTheContract() throws IOException {
    Path contract = Path.of("../shared/HANDSHAKES.md");
    assumeTrue(Files.exists(contract), "skipped: there is no file " + contract);
    List<String> listed;
    try (InputStream list = PresetsTest.class.getResourceAsStream(PROVIDERS)) {
      listed =
          new String(Objects.requireNonNull(list).readAllBytes(), UTF_8)
              .lines()
              .map(line -> line.substring(0, line.indexOf(';')))
              .toList();
    }
    assertThat(providers(Files.readAllLines(contract)))
        .hasSizeGreaterThan(50)
        .isSubsetOf(listed)
        .containsAll(listed);
  }

  /** Returns the names in the first cells of the tables. */
  private static List<String> providers(List<String> contract) {
    return contract.stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(2, line.indexOf(" | ")))
        .filter(cell -> !Set.of("Provider", "Scheme", "own row").contains(cell))
        .flatMap(cell -> Stream.of(cell.split(" / |, ", -1)))
        .distinct()
        .toList();
  }
}
