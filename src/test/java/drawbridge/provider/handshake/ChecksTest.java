package drawbridge.provider.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.net.URI;
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
        case TOKEN ->
            assertThat(((Answer.Refused) answer).why()).isEqualTo(Answer.Refused.WRONG_TOKEN.why());
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
      if (example.handshake().answeredHmac().isPresent()) {
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
    String secret = ((Effect.HandedOver) HandshakesTest.given(answer).effect()).secret();
    assertThat(answer.toString()).isEqualTo("Given[200]").doesNotContain(secret);
    assertThat(HandshakesTest.given(answer).effect().toString()).doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5b9ad1c4f7e0a6b", "5b9ad1c4f7e0a6b2 ", "wrong"})
  void wrongCodeOfFitbitIsNotFound(String code) {
    Example fitbit = Example.of("fitbit");
    Delivery request = fitbit.with(Example.query("verify"), List.of(code));
    assertThat(refused(fitbit, request).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "unsubscribe", "denied"})
  void otherTopicIsNotFound(String mode) {
    Example websub = Example.of("websub");
    ObjectNode request = websub.request();
    Example.changed(request, Example.query("hub.mode"), List.of(mode));
    for (List<String> topics :
        List.of(
            List.<String>of(),
            List.of("https://example.com/feed"),
            List.of("https://example.com/feed?format=atom&lang=en", "https://example.com/a"))) {
      Example.changed(request, Example.query("hub.topic"), topics);
      assertThat(refused(websub, Example.delivery(request)).status()).isEqualTo(404);
    }
  }

  @Test
  void endOfASubscriptionEndsItsLease() {
    Example websub = Example.of("websub");
    Delivery denied = websub.with(Example.query("hub.mode"), List.of("denied"));
    Answer.Given answer = HandshakesTest.given(websub.handshake().answer(denied, context()));
    assertThat(answer.effect()).isEqualTo(new Effect.Ended());
    assertThat(answer.body()).isEmpty();

    ObjectNode request = websub.request();
    Example.changed(request, Example.query("hub.mode"), List.of("unsubscribe"));
    for (List<String> seconds : List.of(List.of("864000"), List.<String>of())) {
      Example.changed(request, Example.query("hub.lease_seconds"), seconds);
      Answer unsubscribed = websub.handshake().answer(Example.delivery(request), context());
      assertThat(HandshakesTest.given(unsubscribed).effect())
          .as("WebSub 5.3: ignored when unsubscribing")
          .isEqualTo(new Effect.Lease(Optional.empty()));
      assertThat(HandshakesTest.given(unsubscribed).body()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "99999999999", "x"})
  void malformedLeaseIsNone(String seconds) {
    Example websub = Example.of("websub");
    Delivery request = websub.with(Example.query("hub.lease_seconds"), List.of(seconds));
    assertThat(HandshakesTest.given(websub.handshake().answer(request, context())).effect())
        .isEqualTo(new Effect.Lease(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sns.us-west-2.amazonaws.com/",
        "https://sns.us-west-2.amazonaws.com.example.com/",
        "https://sns.us-west-2.amazonaws.com:8443/",
        "https://user@sns.us-west-2.amazonaws.com/",
        "https://sns.us-west-2.amazonaws.com@example.com/",
        "https://sns.a.b.amazonaws.com/",
        "https://sns.s3.amazonaws.com/",
        "https://sns.s3-us-west-2.amazonaws.com/",
        "https://sns.us-west-2-a.amazonaws.com/",
        "https://sns.{region}.amazonaws.com/",
        "https://sns.cn-north-1.amazonaws.cn/",
        "https://sns.cn-north-1.amazonaws.com.cn.example.com/",
        "https://sqs.us-west-2.amazonaws.com/",
        "https://snsxus-west-2.amazonaws.com/",
        "https://example.com/?sns.us-west-2.amazonaws.com",
        "https://127.0.0.1/",
        "//sns.us-west-2.amazonaws.com/",
        "https://sns.us-west-2.amazonaws.com/#a",
        "https://sns.us-west-2.amazonaws.com/ a",
        "https://sns.us-west-2.amazonaws.com./",
        "https://sns.us-west-2.amazonaws\u3002com/",
        "https://sns.us-west-2\uff0eamazonaws.com/",
        "https://sns.us-west-2.amazonaws.com\\@example.com/",
        "https://sns.us-west-2.amazonaws.com:@example.com/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:169.254.169.254]/",
        "https://2852039166/",
        "https://sns.169.254.169.254/",
        "https:sns.us-west-2.amazonaws.com/",
        "HTTPS://sns.us-west-2.amazonaws.com/",
        "ftp://sns.us-west-2.amazonaws.com/",
        "",
      })
  void foreignSubscribeUrlIsRefused(String url) {
    Example sns = Example.of("aws-sns");
    DeliveryPart part = new DeliveryPart(null, null, "/SubscribeURL");
    for (List<String> urls : List.of(List.of(url), List.<String>of())) {
      assertThat(sns.handshake().answer(sns.with(part, urls), context()))
          .isEqualTo(Answer.Refused.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sns.cn-north-1.amazonaws.com.cn/?Action=ConfirmSubscription",
        "https://sns.us-gov-west-1.amazonaws.com/?Action=ConfirmSubscription",
        "https://sns.eusc-de-east-1.amazonaws.eu:443/?Action=ConfirmSubscription"
      })
  void subscribeUrlOfAnotherPartitionIsVisited(String url) {
    Example sns = Example.of("aws-sns");
    Delivery request = sns.with(new DeliveryPart(null, null, "/SubscribeURL"), List.of(url));
    assertThat(HandshakesTest.given(sns.handshake().answer(request, context())).effect())
        .isEqualTo(new Effect.Confirmation(URI.create(url)));
  }

  /** The guide of Mailchimp recommends a secret in the query. */
  @Test
  void validatorOfMailchimpMayHaveAQuery() {
    Example mailchimp = Example.of("mailchimp");
    Delivery request = mailchimp.with(Example.query("key"), List.of("a-secret"));
    assertThat(mailchimp.handshake().answer(request, context())).isInstanceOf(Answer.Given.class);
  }

  @Test
  void secretOfAsanaMayComeWithABody() {
    Example asana = Example.of("asana");
    ObjectNode request = asana.request();
    request.putObject("body");
    assertThat(asana.handshake().answer(Example.delivery(request), context()))
        .isInstanceOf(Answer.Given.class);
  }

  @Test
  void unsubscriptionIsNoEventAndVisitsNothing() {
    Example sns = Example.of("aws-sns");
    DeliveryPart type = new DeliveryPart(null, null, "/Type");
    Delivery request = sns.with(type, List.of("UnsubscribeConfirmation"));
    assertThat(sns.handshake().matches(request)).isTrue();
    assertThat(HandshakesTest.given(sns.handshake().answer(request, context())).effect())
        .isEqualTo(new Effect.Ended());
  }

  @Test
  void repeatedConditionIsRefusedAndNoEvent() {
    for (Example example : List.of(META, Example.of("strava"), Example.of("websub"))) {
      DeliveryPart mode = Example.query("hub.mode");
      Delivery request = example.with(mode, List.of("other", "subscribe"));
      assertThat(example.handshake().matches(request)).isTrue();
      assertThat(example.handshake().answer(request, example.context()))
          .isEqualTo(Answer.Refused.MALFORMED);
    }
  }

  @Test
  void refusalsOfXeroHaveNoBody() {
    Example xero = Example.of("xero");
    assertThat(xero.handshake().refusesWithoutBody()).isTrue();
    assertThat(META.handshake().refusesWithoutBody()).isFalse();
  }

  private static Answer.Refused refused(Example example, Delivery request) {
    return (Answer.Refused) example.handshake().answer(request, example.context());
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
