package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.Deliveries;
import drawbridge.fixture.ShellCommand;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.SampleBody;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A shell runs the sample commands; what {@code curl} would send is genuine. */
@Tag("T4")
class SampleCommandTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  @BeforeAll
  static void requireTools() {
    ShellCommand.requireTools();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"scheme": "github"}            | application/json | It's a "Secret" $HOME `x` !
          {"scheme": "standard-webhooks"} | application/json | whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
          {"scheme": "stripe"}            | application/json | whsec_a
          {"scheme": "twitch"}            | application/json | a
          {"scheme": "trello"}            | application/json | a
          {"scheme": "twilio"}            | application/json | auth-token
          {"scheme": "twilio"}            | application/x-www-form-urlencoded | auth-token
          {"scheme": "mailgun"}           | application/json | a
          {"scheme": "mailgun-form"}      | application/x-www-form-urlencoded | a
          {"scheme": "adyen-form"}        | application/x-www-form-urlencoded | 44782DEF547AAA06C910C43932B1EB0C
          {"scheme": "square"}            | application/json | a
          {"scheme": "hubspot"}           | application/json | a
          {"scheme": "adyen"}             | application/json | 44782DEF547AAA06C910C43932B1EB0C
          {"scheme": "paddle"}            | application/json | a
          {"scheme": "linear"}            | application/json | a
          {"scheme": "microsoft-teams"}   | application/json | dGVhbXMgc2VjdXJpdHkgdG9rZW4=
          {"scheme": "microsoft-graph"}   | application/json | client-state
          {"scheme": "basic", "user": "u"} | application/json | open sesame
          {"scheme": "api-key", "query": "to ken"} | application/json | key-1
          {"scheme": "api-key", "pointer": "/auth/token"} | application/json | key-1
          """)
  void sampleIsGenuine(String settings, String mediaType, String secret) {
    Scheme scheme = scheme(settings);
    CurlCommand curl = new CurlCommand(Example.URL, "POST", mediaType, body(mediaType));
    assertThat(scheme.addProof(curl)).isEmpty();
    Delivery delivery = sent(curl.text(), secret);
    assertThat(scheme.check(delivery, List.of(secret), Example.KEYS, Instant.now()))
        .as(curl.text())
        .isEqualTo(new SignatureVerdict.Genuine(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scheme\": \"sendgrid\"}",
        "{\"scheme\": \"discord\"}",
        "{\"scheme\": \"paypal\", \"webhookId\": \"a\"}",
        "{\"scheme\": \"aws-sns\", \"topicArn\": \"arn:aws:sns:eu-west-1:123456789012:a\"}",
        "{\"scheme\": \"google-pubsub\", \"audience\": \"a\", \"sub\": \"b\"}"
      })
  void keysOfTheProviderCannotBeUsed(String settings) {
    Optional<String> why =
        scheme(settings)
            .addProof(
                new CurlCommand(Example.URL, "POST", "application/json", SampleBody.json("{}")));
    assertThat(why).hasValueSatisfying(it -> assertThat(it).contains("has the private key"));
  }

  private static SampleBody body(String mediaType) {
    return mediaType.equals(FORM) ? SampleBody.form(Map.of()) : SampleBody.json("{}");
  }

  private static Scheme scheme(String settings) {
    return Schemes.builtIn().read(JsonBinding.object(settings), new ArrayList<>()).orElseThrow();
  }

  private static Delivery sent(String command, String secret) {
    ShellCommand sent = ShellCommand.run(command, Map.of(Scheme.SECRET, secret));
    Map<String, List<String>> headers = new TreeMap<>();
    sent.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    String[] parts = sent.url().split("\\?", 2);
    return Deliveries.of(
        sent.method(),
        parts[0],
        headers,
        parts.length == 1 ? null : parts[1],
        sent.body().getBytes(StandardCharsets.UTF_8));
  }
}
