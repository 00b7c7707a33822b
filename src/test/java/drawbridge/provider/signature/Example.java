package drawbridge.provider.signature;

import static drawbridge.provider.signature.Sent.proof;

import drawbridge.fixture.Deliveries;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.Delivery;
import drawbridge.provider.remote.RemoteKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deliveries with a known signature: published by the provider, or else computed with another tool.
 * {@code hex SECRET TEXT} is {@code printf %s "TEXT" | openssl dgst -sha256 -hmac "SECRET" -hex},
 * {@code base64 SECRET TEXT} the same with {@code -binary | openssl base64}.
 */
enum Example {

  /**
   * Of the libraries of Standard Webhooks:
   * https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/python/tests/test_webhooks.py
   */
  STANDARD_WEBHOOKS(
      "standard-webhooks",
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "{\"test\": 2432232314}",
      proof("webhook-signature", "v1,", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
          .with("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
          .with("webhook-timestamp", "1614265330")
          .at("1614265330", Instant.ofEpochSecond(1614265330), Duration.ofMinutes(5))),

  /** https://docs.svix.com/receiving/verifying-payloads/how-manual, without {@code whsec_}. */
  SVIX(
      "svix",
      "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "{\"test\": 2432232314}",
      proof("svix-signature", "v1,", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
          .with("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
          .with("svix-timestamp", "1614265330")
          .at("1614265330", Instant.ofEpochSecond(1614265330), Duration.ofMinutes(5))),

  /**
   * "Testing the webhook payload validation" of
   * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
   */
  GITHUB(
      "github",
      "It's a Secret to Everybody",
      "Hello, World!",
      proof(
          "X-Hub-Signature-256",
          "sha256=",
          "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")),

  /** None is published: {@code hex meta-app-secret {"object":"page","entry":[]}}. */
  META(
      "meta",
      "meta-app-secret",
      "{\"object\":\"page\",\"entry\":[]}",
      proof(
          "X-Hub-Signature-256",
          "sha256=",
          "5dcb51eb590634700c8d9cc1fde4d2d5981ca7bb83f250eb3fb71bfd849057ed")),

  /** The example of https://docs.slack.dev/authentication/verifying-requests-from-slack */
  SLACK(
      "slack",
      "8f742231b10e8888abcd99yyyzzz85a5",
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
          + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
          + "&command=%2Fwebhook-collect&text="
          + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
          + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121"
          + ".803a0bc887a14d10d2c447fce8b6703c",
      proof(
              "X-Slack-Signature",
              "v0=",
              "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")
          .with("X-Slack-Request-Timestamp", "1531420618")
          .at("1531420618", Instant.ofEpochSecond(1531420618), Duration.ofMinutes(5))),

  /**
   * None is published with its body and secret: {@code hex whsec_stripe-endpoint-secret
   * 1492774577.{"id":"evt_1","object":"event"}}. Stripe's own client: {@link ProviderClientsTest}.
   */
  STRIPE(
      "stripe",
      "whsec_stripe-endpoint-secret",
      "{\"id\":\"evt_1\",\"object\":\"event\"}",
      proof(
              "Stripe-Signature",
              "t=1492774577,v1=",
              "9d3c03ee0c5d3e70b070b6b4aafcbba5bc0ab44f24505b14abd9f74c003bbdd9")
          .at("1492774577", Instant.ofEpochSecond(1492774577), Duration.ofMinutes(5))),

  /**
   * Shopify publishes none. Source: tests of SQLPage for Shopify's webhooks:
   * https://github.com/sqlpage/SQLPage/tree/main/tests
   */
  SHOPIFY(
      "shopify",
      "test-webhook-secret",
      "{\"id\":1234567890,\"email\":\"customer@example.com\",\"total_price\":\"123.45\"}",
      proof("X-Shopify-Hmac-Sha256", "", "QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=")),

  /** None is published: {@code hex zoom-secret-token v0:1658940994:{"event":"meeting.started"}}. */
  ZOOM(
      "zoom",
      "zoom-secret-token",
      "{\"event\":\"meeting.started\"}",
      proof(
              "x-zm-signature",
              "v0=",
              "1dcea0390d2bc712b0696f60b1896b5977d6a18ea8607622e3c8d00405c96a62")
          .with("x-zm-request-timestamp", "1658940994")
          .at("1658940994", Instant.ofEpochSecond(1658940994), Duration.ofHours(2))),

  /**
   * Twitch publishes none. Source: tests of Twitch4J's {@code EventSubVerifier}:
   * https://github.com/twitch4j/twitch4j/blob/develop/eventsub-common/src/test/java/com/github/twitch4j/eventsub/util/EventSubVerifierTest.java
   */
  TWITCH(
      "twitch",
      "Twitch4J",
      "{\"hello\":\"world\"}",
      proof(
              "Twitch-Eventsub-Message-Signature",
              "sha256=",
              "2ac8d26bf60837663d8969f3cb4f22f685c8fa0a4b99d533c8bf622ed4596cc6")
          .with("Twitch-Eventsub-Message-Id", "7d4c39a4-10b3-4166-b1fb-56130d1f693b")
          .with("Twitch-Eventsub-Message-Timestamp", "2020-12-13T14:15:16.1718Z")
          .at(
              "2020-12-13T14:15:16.1718Z",
              Instant.parse("2020-12-13T14:15:16.171800Z"),
              Duration.ofMinutes(10))),

  /**
   * None is published with its body: {@code hex SECRET {"events":[{"action":"changed"}]}} with the
   * secret of the example of https://developers.asana.com/reference/createwebhook
   */
  ASANA(
      "asana",
      "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81",
      "{\"events\":[{\"action\":\"changed\"}]}",
      proof(
          "X-Hook-Signature",
          "",
          "5f67204555e6ed6fa32c912f3d6ae7aad9e9686b11fc7be044f7cafe67b63f53")),

  /**
   * None is published: {@code base64 trello-oauth-secret {"action":{"type":"updateCard"}}}, the URL
   * behind it, with {@code -sha1}.
   */
  TRELLO(
      "trello",
      "trello-oauth-secret",
      "{\"action\":{\"type\":\"updateCard\"}}",
      proof("X-Trello-Webhook", "", "of3j8FnB678Tmjk5Ew3KcYHnVFc=")),

  /**
   * None is published: {@code hex dropbox-app-secret {"list_folder":{"accounts":["dbid:AAH4"]}}}.
   */
  DROPBOX(
      "dropbox",
      "dropbox-app-secret",
      "{\"list_folder\":{\"accounts\":[\"dbid:AAH4\"]}}",
      proof(
          "X-Dropbox-Signature",
          "",
          "85ef03c3c9031bf1066f1428fd3644613332f659df3da58099aa47db6871c870")),

  /** None is published: {@code base64 x-consumer-secret {"for_user_id":"2244994945"}}. */
  X(
      "x",
      "x-consumer-secret",
      "{\"for_user_id\":\"2244994945\"}",
      proof(
          "x-twitter-webhooks-signature",
          "sha256=",
          "A8Rf8bFwT1JxQ17Xms2h87EjjFEZj8Qz98RDTvbc9Qw=")),

  /**
   * None is published: {@code hex linkedin-client-secret
   * hmacsha256={"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS"}}.
   */
  LINKEDIN(
      "linkedin",
      "linkedin-client-secret",
      "{\"type\":\"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS\"}",
      proof(
          "X-LI-Signature",
          "",
          "b2d4f15db23ae326f4a49007831d6de8d56aa488da3f7bf6a0f6a9be2adfbfff")),

  /**
   * The generic scheme with every placeholder: {@code base64 generic-secret
   * evt-1:1700000000123:{"n":1}@}, the URL behind it, with {@code -sha512}.
   */
  HMAC(
      """
      {"scheme": "hmac", "header": "X-Generic", "separator": ";", "prefix": "mac ",
       "algorithm": "sha512", "encoding": "base64", "signed": "{id}:{timestamp}:{body}@{url}",
       "id": {"header": "X-Event"}, "timestamp": {"header": "X-Sent"}, "time": "milliseconds",
       "tolerance": "PT30S"}
      """,
      "generic-secret",
      "{\"n\":1}",
      proof(
              "X-Generic",
              "alg sha512; mac ",
              "ILN5SrrRT9R9cdJH8/06G9kWBNX11S4vCJIUvTiQhiv1oNXLwd9Y5mybp2rAwa4k"
                  + "XJSLVuK4vCo60lkraWfDNQ==")
          .with("X-Event", "evt-1")
          .with("X-Sent", "1700000000123")
          .at("1700000000123", Instant.ofEpochMilli(1700000000123L), Duration.ofSeconds(30))),

  /** https://www.rfc-editor.org/rfc/rfc7617#section-2 */
  BASIC(
      "{\"scheme\": \"basic\", \"user\": \"Aladdin\"}",
      "open sesame",
      "{}",
      proof("Authorization", "Basic ", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==")),

  /** https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
  BEARER("bearer", "mF_9.B5f-4.1JqM", "{}", proof("Authorization", "Bearer ", "mF_9.B5f-4.1JqM")),

  /** The secret is the header value. */
  API_KEY("api-key", "key-1", "{}", proof("X-API-Key", "", "key-1"));

  /** No scheme of these examples needs a key that its provider publishes. */
  static final RemoteKeys KEYS = RemoteKeys.none();

  static final String URL = "https://hooks.example.com/api/inbound/acme/triggers/t1";

  @SuppressWarnings("ImmutableEnumChecker") // its values are immutable
  private final Scheme scheme;

  private final String secret;
  private final String body;

  @SuppressWarnings("ImmutableEnumChecker") // its map is never changed
  private final Sent sent;

  Example(String settings, String secret, String body, Sent sent) {
    this.scheme =
        Schemes.builtIn()
            .read(
                JsonBinding.object(
                    settings.contains("{") ? settings : "{\"scheme\": \"" + settings + "\"}"),
                new ArrayList<>())
            .orElseThrow();
    this.secret = secret;
    this.body = body;
    this.sent = sent;
  }

  Scheme scheme() {
    return scheme;
  }

  String secret() {
    return secret;
  }

  byte[] body() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  Sent sent() {
    return sent;
  }

  /** Returns the time of signing, or any time without one. */
  Instant at() {
    return sent.time().at();
  }

  /** Whether the body is signed. */
  boolean signs() {
    return !EnumSet.of(BASIC, BEARER, API_KEY).contains(this);
  }

  boolean isTimed() {
    return !sent.time().text().isEmpty();
  }

  /** Returns the genuine delivery. */
  Delivery delivery() {
    return delivery(body(), sent.headers());
  }

  /** Returns a delivery with another body or other headers. */
  static Delivery delivery(byte[] body, Map<String, String> headers) {
    Map<String, List<String>> lists = new TreeMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return received(body, lists);
  }

  /** Returns a delivery with any number of header values. */
  static Delivery received(byte[] body, Map<String, List<String>> headers) {
    return Deliveries.of("POST", URL, headers, null, body);
  }

  /** Verifies a delivery at the time of signing. */
  SignatureVerdict verdict(Delivery delivery) {
    return scheme.check(delivery, List.of(secret), KEYS, at());
  }
}
