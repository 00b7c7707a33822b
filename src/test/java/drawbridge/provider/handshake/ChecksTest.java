package drawbridge.provider.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Json;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, secrets and rates of handshakes. */
@Tag("T5")
class ChecksTest {

  private static final Example META = Example.of("meta");
  private static final Example ZOOM = Example.of("zoom");
  private static final Example ORIGIN = Example.of("cloudevents");

  @ParameterizedTest
  @ValueSource(strings = {"", "meatyhamhoc", "meatyhamhock ", "Meatyhamhock", "null", "é"})
  void wrongTokenIsRefused(String token) {
    Delivery request = META.with(Example.query("hub.verify_token"), List.of(token));
    assertThat(META.handshake().answer(request, META.context()))
        .isEqualTo(Answer.Refused.WRONG_TOKEN);
  }

  @Test
  void missingOrRepeatedTokenIsRefused() {
    DeliveryPart place = Example.query("hub.verify_token");
    for (List<String> tokens :
        List.of(List.<String>of(), List.of("meatyhamhock", "meatyhamhock"))) {
      assertThat(META.handshake().answer(META.with(place, tokens), META.context()))
          .isEqualTo(Answer.Refused.WRONG_TOKEN);
    }
  }

  @Test
  void answerNeedsAConfiguredTokenOrSecret() {
    for (Example example : Example.all()) {
      Answer answer = example.handshake().answer(Example.delivery(example.request()), context());
      switch (example.handshake().needs()) {
        case TOKEN -> assertThat(answer).isEqualTo(Answer.Refused.WRONG_TOKEN);
        case SECRET -> assertThat(answer).isEqualTo(Answer.Refused.NO_SECRET);
        case NOTHING, HANDED_OVER -> assertThat(answer).isInstanceOf(Answer.Given.class);
      }
    }
  }

  @Test
  void emptyTokenIsRefused() {
    Delivery request = META.with(Example.query("hub.verify_token"), List.of(""));
    assertThat(META.handshake().answer(request, context(""))).isEqualTo(Answer.Refused.WRONG_TOKEN);
  }

  @Test
  void tokenIsCheckedBeforeTheChallenge() {
    Delivery request = META.with(Example.query("hub.challenge"), List.of("<script>"));
    assertThat(META.handshake().answer(request, context("other")))
        .isEqualTo(Answer.Refused.WRONG_TOKEN);
  }

  @Test
  void everyTokenIsValidDuringARotation() {
    Delivery request = Example.delivery(META.request());
    assertThat(META.handshake().answer(request, context("new", "meatyhamhock", "older")))
        .isInstanceOf(Answer.Given.class);
  }

  /**
   * {@code printf %s qgg8vlvZRS6UYooatFL8Aw | openssl dgst -sha256 -hmac zoom-secret-new}, OpenSSL
   * 3.
   */
  @Test
  void newestSecretAnswersDuringARotation() {
    Answer answer =
        ZOOM.handshake()
            .answer(Example.delivery(ZOOM.request()), context("zoom-secret-new", "old"));
    assertThat(HandshakesTest.given(answer).body())
        .contains("213c70d6106748fa03ac4e08c28d4e05eb221c9b3c99cc6670d4c60f069e6e27");
  }

  @Test
  void emptySecretIsRefused() {
    assertThat(ZOOM.handshake().answer(Example.delivery(ZOOM.request()), context("")))
        .isEqualTo(Answer.Refused.NO_SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "v0:1654503849:{}", "1654503849.", "a.b", "a b", "\"a\"", "~"})
  void textsThatCouldBeEventsAreNotSigned(String text) {
    for (Example example : Example.all()) {
      if (example.handshake().answersOverHmac()) {
        Delivery request = example.with(example.challenge().orElseThrow(), List.of(text));
        assertThat(example.handshake().answer(request, example.context()))
            .isEqualTo(Answer.Refused.MALFORMED);
      }
    }
  }

  /** LinkedIn signs this prefix and the body, which may be empty. */
  @Test
  void prefixOfTheLinkedInSignatureIsNotSigned() {
    Example example = Example.of("linkedin");
    Delivery request = example.with(Example.query("challengeCode"), List.of("hmacsha256="));
    assertThat(example.handshake().answer(request, example.context()))
        .isEqualTo(Answer.Refused.MALFORMED);
  }

  @Test
  void settingsMayAllowOneOriginOnly() {
    Handshake handshake = cloudEvents("EventEmitter.example.com");
    assertThat(handshake.answer(Example.delivery(ORIGIN.request()), context()))
        .isInstanceOf(Answer.Given.class);
    Delivery other = ORIGIN.with(Example.header("WebHook-Request-Origin"), List.of("example.com"));
    assertThat(handshake.matches(other)).isTrue();
    assertThat(handshake.answer(other, context())).isEqualTo(Answer.Refused.NOT_ALLOWED);
  }

  @Test
  void rateIsAlwaysAnswered() {
    Delivery request = ORIGIN.with(Example.header("WebHook-Request-Rate"), List.of());
    assertThat(rate(request, Optional.empty())).isEqualTo("*");
    assertThat(rate(request, Optional.of(6000L))).isEqualTo("6000");
    assertThat(rate(request, Optional.of(0L))).as("a positive integer").isEqualTo("1");
  }

  @Test
  void handedOverSecretIsNotPrinted() {
    Example asana = Example.of("asana");
    Answer answer = asana.handshake().answer(Example.delivery(asana.request()), context());
    String secret = HandshakesTest.given(answer).handedOver().orElseThrow();
    assertThat(answer.toString()).isEqualTo("Given[200]").doesNotContain(secret);
  }

  private static String rate(Delivery request, Optional<Long> perMinute) {
    Answer answer = ORIGIN.handshake().answer(request, new HandshakeContext(List.of(), perMinute));
    return String.valueOf(HandshakesTest.given(answer).headers().get("WebHook-Allowed-Rate"));
  }

  private static Handshake cloudEvents(String origin) {
    return Handshakes.builtIn()
        .read(
            Example.tree(Json.object().put("provider", "cloudevents").put("origin", origin)),
            new ArrayList<>())
        .orElseThrow();
  }

  private static HandshakeContext context(String... secrets) {
    return new HandshakeContext(List.of(secrets), Optional.empty());
  }
}
