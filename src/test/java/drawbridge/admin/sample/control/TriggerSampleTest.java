package drawbridge.admin.sample.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.trigger.boundary.ProviderSigner;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.SampleDelivery;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.signature.Scheme;
import drawbridge.provider.signature.SignatureVerdict;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("T13")
class TriggerSampleTest {

  private static final Instant NOW = Instant.parse("2026-11-25T22:24:58.500Z");
  private static final String URL = "https://hooks.example.org/api/inbound/default/triggers/x";

  /** The presets whose requests only the provider can sign. */
  private static final Set<String> UNSIGNED =
      Set.of(
          "aws-sns",
          "discord",
          "google-pubsub",
          "microsoft",
          "paypal",
          "sendgrid",
          "sendgrid-inbound",
          "standard-webhooks-ed25519");

  static Stream<String> presets() {
    return Presets.builtIn().all().keySet().stream();
  }

  private static Setup setup(ObjectNode json) {
    List<Fault> faults = new ArrayList<>();
    JsonObject form = JsonBinding.object(json.toString());
    var unused = GivenSecrets.in(form, faults);
    Optional<Setup> setup = SetupForm.read(form, faults);
    assertThat(faults).isEmpty();
    return setup.orElseThrow();
  }

  private static Setup ofPreset(Preset preset, String name, String secret) {
    ObjectNode form = Json.object().put("preset", name).put("workflow", name);
    for (Preset.Input input : preset.inputs()) {
      if (input.required()) {
        String value = input.secret() ? secret : Objects.requireNonNull(input.example());
        form.withObject("/" + input.owner()).put(input.member(), value);
      }
    }
    return setup(form);
  }

  private static SignatureVerdict verdict(Setup setup, SampleDelivery sample, String secret) {
    Scheme scheme = setup.asks().signature().orElseThrow();
    return scheme.check(sample.delivery(), List.of(secret), RemoteKeys.none(), NOW);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void sampleOfAPresetIsGenuine(String name) {
    Preset preset = Presets.builtIn().find(name).orElseThrow();
    String scheme =
        preset.setup().get("signature") instanceof JsonObject signature
            ? signature.getString("scheme")
            : "";
    String secret = ProviderSigner.secret(scheme);
    Setup setup = ofPreset(preset, name, secret);
    TriggerSample sample = new TriggerSample(setup);
    SampleDelivery sent = sample.to(URL, sample.body());
    if (setup.asks().signature().isEmpty()) {
      return;
    }
    Optional<String> fault = setup.asks().signature().get().sign(sent, secret, NOW);
    if (UNSIGNED.contains(name)) {
      assertThat(fault).hasValueSatisfying(it -> assertThat(it).contains("private key"));
      return;
    }
    assertThat(fault).isEmpty();
    assertThat(verdict(setup, sent, secret)).isInstanceOf(SignatureVerdict.Genuine.class);
    assertThat(verdict(setup, sent, secret + "A")).isNotInstanceOf(SignatureVerdict.Genuine.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"methods\": [\"GET\"]}",
        "{\"mediaTypes\": [\"application/x-www-form-urlencoded\"]}",
        "{\"mediaTypes\": [\"multipart/form-data\"]}",
        "{\"mediaTypes\": [\"text/xml\"]}",
        "{\"mediaTypes\": [\"application/x-ndjson\"]}",
        "{\"mediaTypes\": [\"text/plain\"]}",
        "{\"split\": \"/data/events\"}"
      })
  void triggerWithoutAPresetHasAShortSample(String text) {
    Setup setup =
        setup((ObjectNode) Json.object().put("workflow", "x").setAll((ObjectNode) Json.read(text)));
    TriggerSample sample = new TriggerSample(setup);
    SampleDelivery sent = sample.to(URL, sample.body());
    assertThat(sent.method()).isEqualTo(setup.takes().methods().get(0));
    assertThat(sent.body().length == 0).isEqualTo(text.contains("GET"));
    assertThat(sent.headers().containsKey("Content-Type")).isNotEqualTo(text.contains("GET"));
    setup.events().split().ifPresent(at -> assertThat(sent.delivery().json().at(at)).hasSize(1));
  }

  @Test
  void eachSampleHasANewUid() {
    Setup setup =
        setup(
            Json.object()
                .put("workflow", "x")
                .put("split", "/events")
                .set("uidFrom", Json.object().put("pointer", "/id")));
    TriggerSample sample = new TriggerSample(setup);
    String one = sample.to(URL, sample.body()).delivery().json().at("/events/0/id").asText();
    String other = sample.to(URL, sample.body()).delivery().json().at("/events/0/id").asText();
    assertThat(one).isNotEmpty().isNotEqualTo(other);
  }
}
