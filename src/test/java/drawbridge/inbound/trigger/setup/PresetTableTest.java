package drawbridge.inbound.trigger.setup;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.signature.Schemes;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset passes the checks of a save, with its inputs and nothing else. */
@Tag("T13")
class PresetTableTest {

  private static final Pattern FIRST_SECRET =
      Pattern.compile("with any ([A-Za-z0-9]+) text as secret");
  private static final Map<String, String> FIRST_SECRETS =
      Map.of("random", "Tq7 x!", "base64", "c2VjcmV0", "hexadecimal", "00ff1A");

  static Stream<String> names() {
    return Presets.builtIn().all().keySet().stream();
  }

  private static Preset preset(String name) {
    return Presets.builtIn().find(name).orElseThrow();
  }

  /** Returns the smallest setup of a preset that an operator can save. */
  static JsonObject smallest(String name) {
    JsonObject setup = Json.createObjectBuilder().add("preset", name).add("workflow", "w").build();
    for (Preset.Input input : preset(name).inputs()) {
      if (input.required()) {
        setup = with(setup, input, PresetInputs.valueOf(input));
      }
    }
    return setup;
  }

  private static JsonObject with(JsonObject setup, Preset.Input input, String value) {
    JsonObjectBuilder inner =
        Json.createObjectBuilder(
            setup.getOrDefault(input.owner(), JsonValue.EMPTY_JSON_OBJECT).asJsonObject());
    inner.add(input.member(), value);
    return Json.createObjectBuilder(setup).add(input.owner(), inner).build();
  }

  @ParameterizedTest
  @MethodSource("names")
  void presetWithItsInputsCanBeSaved(String name) {
    List<Fault> faults = new ArrayList<>();
    Optional<Setup> setup = SetupForm.read(smallest(name), faults);
    assertThat(faults).isEmpty();
    assertThat(setup.orElseThrow().origin().preset()).contains(name);
    assertThat(setup.get().origin().version()).contains(preset(name).version());
  }

  @ParameterizedTest
  @MethodSource("names")
  void savedSetupIsReadBackUnchanged(String name) {
    Setup setup = SetupForm.read(smallest(name), new ArrayList<>()).orElseThrow();
    Setup stored = StoredSetup.read(setup.toJson().toString());
    assertThat(stored.toJson()).isEqualTo(setup.toJson());
    assertThat(StoredSetup.warnings(stored, ProviderRows.builtIn())).isEmpty();
    assertThat(PresetDifference.of(stored).orElseThrow().members()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachInputPointsIntoASettingOfThePreset(String name) {
    for (Preset.Input input : preset(name).inputs()) {
      assertThat(preset(name).setup()).as("%s", input).containsKey(input.owner());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void instructionsNameTheUrl(String name) {
    assertThat(String.join(" ", preset(name).steps())).contains("{url}");
  }

  /** Otherwise one of two triggers that get the same event would lose it (D1). */
  @ParameterizedTest
  @MethodSource("names")
  void uidIsOfTheTrigger(String name) {
    if (preset(name).setup().get("uidFrom") instanceof JsonObject uidFrom) {
      assertThat(uidFrom.get("perTrigger")).isEqualTo(JsonValue.TRUE);
    }
  }

  /** A step like "Save the trigger with any base64 text as secret" can be followed. */
  @ParameterizedTest
  @MethodSource("names")
  void firstSecretOfTheStepsIsAccepted(String name) {
    Matcher step = FIRST_SECRET.matcher(String.join(" ", preset(name).steps()));
    while (step.find()) {
      String secret = Objects.requireNonNull(FIRST_SECRETS.get(step.group(1)));
      List<Fault> faults = new ArrayList<>();
      Setup setup = SetupForm.read(smallest(name), faults).orElseThrow();
      assertThat(setup.asks().signature().orElseThrow().faultOfSecret(secret)).isEmpty();
    }
  }

  @Test
  void everySchemeAndHandshakeHasAPreset() {
    Set<String> schemes = new TreeSet<>();
    Set<String> handshakes = new TreeSet<>();
    for (Preset preset : Presets.builtIn().all().values()) {
      text(preset, "signature", "scheme").ifPresent(schemes::add);
      text(preset, "handshake", "provider").ifPresent(handshakes::add);
    }
    assertThat(schemes).isEqualTo(new TreeSet<>(Schemes.builtIn().names()));
    assertThat(handshakes).isEqualTo(new TreeSet<>(Handshakes.builtIn().providers()));
  }

  private static Optional<String> text(Preset preset, String owner, String member) {
    return Optional.ofNullable(preset.setup().getJsonObject(owner))
        .map(settings -> settings.getString(member));
  }
}
