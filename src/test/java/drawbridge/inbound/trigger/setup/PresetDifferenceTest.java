package drawbridge.inbound.trigger.setup;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A changed preset changes no stored trigger, and the difference is offered (T13). */
@Tag("T13")
class PresetDifferenceTest {

  /** A trigger that another version of the preset filled in. */
  private static final String OLD =
      """
      {"preset": "slack", "presetVersion": 7, "workflow": "w", "stateValues": {"a": 1},
       "secretRequired": false, "signature": {"scheme": "slack", "tolerance": "PT2M"},
       "mediaTypes": ["application/json"], "uidFrom": {"header": "X-Old"}, "acceptedStatus": 202}
      """;

  private static Setup read(String json) {
    List<Fault> faults = new ArrayList<>();
    return SetupForm.read(JsonBinding.object(json), faults)
        .orElseThrow(() -> new AssertionError(faults));
  }

  @Test
  void storedTriggerKeepsItsValues() {
    Setup stored = StoredSetup.read(OLD);
    assertThat(stored.origin().version()).contains(7);
    assertThat(stored.asks().handshake()).isEmpty();
    assertThat(stored.toJson().at("/uidFrom/header").asText()).isEqualTo("X-Old");
    assertThat(stored.answers().reply()).isEmpty();
  }

  @Test
  void savingAStoredSetupAgainChangesNothing() {
    assertThat(read(OLD).toJson()).isEqualTo(StoredSetup.read(OLD).toJson());
  }

  @Test
  void differenceHasEveryMemberThatThePresetSets() {
    PresetDifference difference = PresetDifference.of(StoredSetup.read(OLD)).orElseThrow();
    assertThat(difference.preset()).isEqualTo("slack");
    assertThat(difference.storedVersion()).isEqualTo(7);
    Preset slack = Presets.builtIn().find("slack").orElseThrow();
    assertThat(difference.currentVersion()).isEqualTo(slack.version());
    assertThat(difference.members())
        .extracting(PresetDifference.Member::name)
        .containsExactlyInAnyOrder("uidFrom", "acceptedStatus", "handshake", "reply");
    assertThat(difference.members())
        .filteredOn(it -> it.name().equals("uidFrom"))
        .extracting(it -> it.stored() + " " + it.current())
        .containsExactly("{\"header\":\"X-Old\"} {\"pointer\":\"/event_id\",\"perTrigger\":true}");
  }

  @Test
  void offeredSetupHasThePresetsValuesAndTheOperatorsOwn() {
    PresetDifference difference = PresetDifference.of(StoredSetup.read(OLD)).orElseThrow();
    Setup offered = read(difference.setup().toString());
    assertThat(offered.starts()).isEqualTo(StoredSetup.read(OLD).starts());
    assertThat(offered.asks().signature().orElseThrow().toJson().getString("tolerance"))
        .isEqualTo("PT2M");
    assertThat(PresetDifference.of(offered).orElseThrow().members()).isEmpty();
    assertThat(offered.origin().version()).contains(difference.currentVersion());
  }

  @Test
  void overriddenMemberIsADifference() {
    Setup setup =
        read(
            """
            {"preset": "slack", "workflow": "w", "uidFrom": {"header": "X-Mine"},
             "signature": {"secret": "s"}}
            """);
    assertThat(PresetDifference.of(setup).orElseThrow().members())
        .extracting(PresetDifference.Member::name)
        .containsExactly("uidFrom");
  }

  @Test
  void otherPresetReplacesTheValuesOfTheFirstAndKeepsOwnOnes() {
    Setup slack =
        read(
            """
            {"preset": "slack", "workflow": "w", "keepRefused": 7, "signature": {"secret": "s"}}
            """);
    PresetDifference difference = PresetDifference.toOther(slack, Optional.of("github"));
    Setup github = read(difference.setup().toString());
    assertThat(github.origin().preset()).contains("github");
    assertThat(github.origin().version()).contains(difference.currentVersion());
    assertThat(github.asks().scheme()).contains("github");
    assertThat(github.asks().handshake()).as("of Slack only").isEmpty();
    assertThat(github.answers().keepRefused()).contains(7);
    assertThat(github.starts()).isEqualTo(slack.starts());
    assertThat(PresetDifference.of(github).orElseThrow().members()).isEmpty();
    assertThat(difference.members())
        .extracting(PresetDifference.Member::name)
        .contains("preset", "signature", "handshake", "uidFrom");
    assertThat(slack.origin().preset()).as("compared only").contains("slack");
  }

  @Test
  void setupWithoutItsPresetKeepsItsValues() {
    Setup slack =
        read("{\"preset\": \"slack\", \"workflow\": \"w\", \"signature\": {\"secret\": \"s\"}}");
    PresetDifference difference = PresetDifference.toOther(slack, Optional.empty());
    assertThat(difference.members())
        .extracting(PresetDifference.Member::name)
        .containsExactly("preset");
    Setup bare = read(difference.setup().toString());
    assertThat(bare.origin().preset()).isEmpty();
    assertThat(bare.toJson()).isEqualTo(slack.toJson().without(List.of("preset", "presetVersion")));
  }

  @Test
  void setupWithoutAKnownPresetHasNoDifference() {
    assertThat(PresetDifference.of(read("{\"workflow\": \"w\"}"))).isEmpty();
    String unknown = "{\"preset\": \"gone\", \"presetVersion\": 1, \"workflow\": \"w\"}";
    assertThat(PresetDifference.of(StoredSetup.read(unknown))).isEmpty();
  }

  @Test
  void faultsOfFilledInMembersPointToThem() {
    List<Fault> faults = new ArrayList<>();
    var unused =
        SetupForm.read(
            JsonBinding.object(
                "{\"preset\": \"github\", \"workflow\": \" \", \"signature\": {\"header\": \"X\"}}"),
            faults);
    assertThat(faults)
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder("/workflow", "/signature/header");
  }

  @Test
  void unknownPresetIsReportedWithTheOtherFaults() {
    List<Fault> faults = new ArrayList<>();
    assertThat(
            SetupForm.read(
                JsonBinding.object("{\"preset\": \"slak\", \"workflow\": \" \"}"), faults))
        .isEmpty();
    assertThat(faults).extracting(Fault::pointer).containsExactlyInAnyOrder("/preset", "/workflow");
  }
}
