package drawbridge.provider.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.Delivery;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("T5")
class HandshakesTest {

  /** Providers whose handshakes have the same request. */
  private static final Set<String> ALIKE =
      Set.of(
          "dropbox generic",
          "generic dropbox",
          "meta strava",
          "meta websub",
          "strava meta",
          "intercom trello",
          "trello intercom",
          "strava websub",
          "websub meta",
          "websub strava");

  static List<Example> examples() {
    return Example.all();
  }

  @Test
  void everyProviderHasAnExample() {
    assertThat(Example.all().stream().map(Example::provider))
        .containsExactlyElementsOf(Handshakes.builtIn().providers());
    assertThat(Handshakes.builtIn().providers()).hasSize(26);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void documentedHandshakeGetsTheDocumentedAnswer(Example example) {
    Delivery request = Example.delivery(example.request());
    assertThat(example.handshake().matches(request)).isTrue();

    Answer.Given given = given(example.handshake().answer(request, example.context()));

    JsonNode expected = example.json().path("answer");
    assertThat(given.status()).isEqualTo(expected.path("status").asInt());
    Map<String, String> headers = new HashMap<>();
    expected
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    assertThat(given.headers()).isEqualTo(headers);
    assertThat(given.mediaType()).isEqualTo(text(expected, "mediaType"));
    assertThat(given.body()).isEqualTo(Example.body(expected.path("body")));
    assertThat(effect(given.effect())).isEqualTo(effect(example.json()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void needsMatchTheExample(Example example) {
    Handshake handshake = example.handshake();
    Needs needs = Needs.valueOf(example.json().path("needs").asText());
    assertThat(handshake.needs()).isEqualTo(needs);
    assertThat(handshake.answeredHmac().isPresent()).isEqualTo(needs == Needs.SECRET);
    assertThat(handshake.isSigned()).isEqualTo(example.json().path("signed").asBoolean());
    assertThat(handshake.method()).isEqualTo(example.request().path("method").asText());
    assertThat(handshake.provider()).isEqualTo(example.provider());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void handshakeNeedsEveryCondition(Example example) {
    Handshake handshake = example.handshake();
    for (JsonNode condition : example.json().path("conditions")) {
      Delivery request = example.with(Example.part(condition), List.of());
      assertThat(handshake.matches(request)).as("without %s", condition).isFalse();
      assertThat(handshake.answer(request, example.context()))
          .isEqualTo(Answer.Refused.OTHER_REQUEST);
    }
    for (String method : List.of("GET", "POST", "HEAD", "OPTIONS", "PUT", "get", "post")) {
      Delivery request = Example.delivery(example.request().put("method", method));
      assertThat(handshake.matches(request))
          .as(method)
          .isEqualTo(method.equals(handshake.method()));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eventsOfTheProviderAreNotHandshakes(Example example) {
    assertThat(example.events())
        .isNotEmpty()
        .allSatisfy(
            event -> {
              assertThat(example.handshake().matches(event)).isFalse();
              assertThat(example.handshake().answer(event, example.context()))
                  .isEqualTo(Answer.Refused.OTHER_REQUEST);
            });
  }

  @Test
  void triggerAnswersItsOwnHandshakeOnly() {
    Set<String> alike = new TreeSet<>();
    for (Example setUp : Example.all()) {
      for (Example sent : Example.all()) {
        boolean isIn = setUp.handshake().matches(Example.delivery(sent.request()));
        if (isIn && !setUp.provider().equals(sent.provider())) {
          alike.add(setUp.provider() + " " + sent.provider());
        }
      }
    }
    assertThat(alike).isEqualTo(ALIKE);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eventsOfOtherProvidersAreNotHandshakes(Example example) {
    assertThat(Example.all())
        .allSatisfy(
            other ->
                assertThat(other.events())
                    .filteredOn(event -> event.method().equals("POST"))
                    .noneMatch(example.handshake()::matches));
  }

  @Test
  void writtenSettingsEqualTheReadOnes() {
    for (Handshakes.Offer offer : Handshakes.builtIn().offers()) {
      ObjectNode settings = Json.object().put("provider", offer.provider());
      if (offer.isSettingRequired()) {
        settings.put(offer.setting().orElseThrow(), "https://example.com/topic");
      }
      assertThat(read(settings).orElseThrow().toJson()).isEqualTo(Example.tree(settings));
    }
    ObjectNode origin = Json.object().put("provider", "cloudevents").put("origin", "example.com");
    assertThat(read(origin).orElseThrow().toJson()).isEqualTo(Example.tree(origin));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                  | /provider     | must be one of asana,",
        "{\"provider\": 7}                                   | /provider     | must be one of asana,",
        "{\"provider\": \"Slack\"}                           | /provider     | must be one of asana,",
        "{\"provider\": \"slack\", \"origin\": \"a.org\"}    | /origin       | is not a member of",
        "{\"provider\": \"meta\", \"token\": \"t\"}          | /token        | is not a member of",
        "{\"provider\": \"trello\", \"a/~b\": 1}             | /a~1~0b       | is not a member of",
        "{\"provider\": \"cloudevents\", \"origin\": \"\"}   | /origin       | must be a text of 1 to 253",
        "{\"provider\": \"cloudevents\", \"origin\": \"*\"}  | /origin       | must be a text of 1 to 253",
        "{\"provider\": \"websub\"}                          | /topic        | is missing",
        "{\"provider\": \"websub\", \"topic\": \" \"}        | /topic        | must be a text of 1 to 1000",
        "{\"provider\": \"cloudevents\", \"origin\": [1]}    | /origin       | must be a text of 1 to 253",
      })
  void faultsHavePointers(String settings, String pointer, String detail) {
    List<Fault> faults = new ArrayList<>();
    assertThat(Handshakes.builtIn().read(JsonBinding.object(settings), faults)).isEmpty();
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).pointer()).isEqualTo(pointer);
    assertThat(faults.get(0).detail()).startsWith(detail);
  }

  @Test
  void allFaultsAreReported() {
    List<Fault> faults = new ArrayList<>();
    JsonObject settings =
        JsonBinding.object("{\"provider\": \"cloudevents\", \"origin\": \"<\", \"rate\": 1}");
    assertThat(Handshakes.builtIn().read(settings, faults)).isEmpty();
    assertThat(faults).extracting(Fault::pointer).containsExactly("/origin", "/rate");
  }

  @Test
  void tableIsReadOnce() {
    assertThat(Handshakes.builtIn()).isSameAs(Handshakes.builtIn());
  }

  static Answer.Given given(Answer answer) {
    return answer.match(
        given -> given,
        refused -> {
          throw new AssertionError(refused.why());
        });
  }

  private static String effect(Effect effect) {
    if (effect instanceof Effect.HandedOver it) {
      return "hand over " + it.secret();
    } else if (effect instanceof Effect.Confirmation it) {
      return "visit " + it.url();
    }
    return effect instanceof Effect.Lease it ? "lease " + it.seconds().orElse(0L) : "";
  }

  private static String effect(JsonNode example) {
    if (example.at("/answer/handedOver").isTextual()) {
      return "hand over " + example.at("/answer/handedOver").asText();
    } else if (example.has("visit")) {
      return "visit " + example.path("visit").asText();
    }
    return example.has("leaseSeconds") ? "lease " + example.path("leaseSeconds") : "";
  }

  private static Optional<Handshake> read(JsonNode settings) {
    return Handshakes.builtIn().read(Example.tree(settings), new ArrayList<>());
  }

  private static Optional<String> text(JsonNode json, String name) {
    return json.has(name) ? Optional.of(json.path(name).asText()) : Optional.empty();
  }
}
