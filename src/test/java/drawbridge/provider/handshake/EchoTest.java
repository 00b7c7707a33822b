package drawbridge.provider.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.fixture.Deliveries;
import drawbridge.platform.json.Json;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers contain no text that could harm their reader. */
@Tag("T5")
class EchoTest {

  private static final List<String> HARMFUL =
      List.of(
          "<script>alert(1)</script>",
          "a\r\nSet-Cookie: a=b",
          "a\nb",
          "a\u0000b",
          "a\tb",
          "a\u007fb",
          "x".repeat(10_240),
          "x".repeat(1_001),
          "Grüße",
          "a\u2028b",
          "\ud83d\ude00",
          "\"quoted\"",
          "it's",
          "a&b",
          "");

  static Stream<Example> examples() {
    return Example.all().stream().filter(example -> example.challenge().isPresent());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void harmfulChallengeIsRefused(Example example) {
    for (String challenge : HARMFUL) {
      Delivery request = example.with(challenge(example), List.of(challenge));
      assertThat(example.handshake().matches(request)).as("a handshake").isTrue();
      assertThat(example.handshake().answer(request, example.context()))
          .as("%.40s", challenge)
          .isEqualTo(Answer.Refused.MALFORMED);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void missingChallengeIsRefused(Example example) {
    Delivery request = example.with(challenge(example), List.of());
    assertThat(example.handshake().answer(request, example.context()))
        .isInstanceOf(Answer.Refused.class);
  }

  /** A member of a body cannot be repeated. */
  static Stream<Example> examplesThatMayComeTwice() {
    return examples().filter(example -> challenge(example).pointer() == null);
  }

  @ParameterizedTest
  @MethodSource("examplesThatMayComeTwice")
  void repeatedChallengeIsRefused(Example example) {
    DeliveryPart place = challenge(example);
    Delivery request = example.with(place, List.of("abc", "abc"));
    assertThat(example.handshake().answer(request, example.context()))
        .isInstanceOf(Answer.Refused.class);
    if (place.header() != null) {
      assertThat(example.handshake().matches(request)).as("a handshake").isTrue();
    }
  }

  @Test
  void challengeMustBeText() {
    Example slack = Example.of("slack");
    for (String value : List.of("null", "true", "1.5", "{}", "[\"a\"]")) {
      ObjectNode request = slack.request();
      request.withObjectProperty("body").set("challenge", Json.read(value));
      assertThat(slack.handshake().answer(Example.delivery(request), slack.context()))
          .isEqualTo(Answer.Refused.MALFORMED);
    }
  }

  @Test
  void placeholdersInValuesAreNotReplaced() {
    Example graph = Example.of("microsoft-graph");
    Delivery request = graph.with(challenge(graph), List.of("{hmac} {rate} $1 \\ {challenge}"));
    Answer answer = graph.handshake().answer(request, graph.context());
    assertThat(HandshakesTest.given(answer).body()).isEqualTo("{hmac} {rate} $1 \\ {challenge}");
  }

  @Test
  void refusalContainsNothingOfTheRequest() {
    for (Example example : Example.all()) {
      Delivery request = Example.delivery(Json.object().put("method", "GET").put("body", "odd"));
      assertThat(example.handshake().answer(request, example.context()))
          .isEqualTo(Answer.Refused.OTHER_REQUEST);
    }
  }

  /** The random seed is fixed. */
  @Test
  void randomRequestsGetHarmlessAnswers() {
    Random random = new Random(20261124);
    List<Example> examples = Example.all();
    int given = 0;
    for (int i = 0; i < 10_000; i++) {
      Example example = examples.get(random.nextInt(examples.size()));
      Delivery request = odd(example, random);
      Answer answer = example.handshake().answer(request, example.context());
      given += answer.match(EchoTest::isHarmless, refused -> 0);
    }
    assertThat(given).as("number of answered requests").isGreaterThan(500);
  }

  private static int isHarmless(Answer.Given given) {
    String all = given.body() + given.headers();
    assertThat(all).matches("[ -~]*").doesNotContain("<", ">").doesNotContainIgnoringCase("cookie");
    return 1;
  }

  private static Delivery odd(Example example, Random random) {
    ObjectNode request = example.request();
    if (example.challenge().isPresent() && random.nextBoolean()) {
      Example.changed(request, challenge(example), texts(random));
    }
    Map<String, List<String>> query = new HashMap<>();
    request.path("query").fieldNames().forEachRemaining(name -> query.put(name, texts(random)));
    byte[] body = Example.body(request.path("body")).getBytes(StandardCharsets.UTF_8);
    if (body.length > 0 && random.nextInt(3) == 0) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    Delivery plain = Example.delivery(request);
    Map<String, List<String>> headers = new HashMap<>();
    request
        .path("headers")
        .fieldNames()
        .forEachRemaining(name -> headers.put(name, plain.headers(name)));
    return random.nextBoolean()
        ? Deliveries.of(plain.method(), plain.url(), headers, Example.query(query), body)
        : plain;
  }

  private static List<String> texts(Random random) {
    List<String> texts = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      int end = random.nextBoolean() ? 0x7f : 0x300;
      int length = random.nextInt(6);
      texts.add(
          random
              .ints(length, 0, end)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString());
    }
    return texts;
  }

  private static DeliveryPart challenge(Example example) {
    return example.challenge().orElseThrow();
  }
}
