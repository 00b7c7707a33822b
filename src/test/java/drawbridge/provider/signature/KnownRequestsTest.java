package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.provider.Delivery;
import drawbridge.provider.Encoding;
import drawbridge.provider.ProviderTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with known signatures are genuine, and every change of them leads to a refusal. */
@Tag("T4")
class KnownRequestsTest {

  private static final String ALL = "drawbridge.provider.signature.KnownRequest#all";

  @ParameterizedTest
  @MethodSource(ALL)
  void knownRequestIsGenuine(KnownRequest known) {
    assertThat(known.verdict()).isEqualTo(new SignatureVerdict.Genuine(0));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void anotherSecretIsRefused(KnownRequest known) {
    String other =
        known.scheme() instanceof PublicKeySignature
            ? known.secret().replaceFirst("[1-9]", "0")
            : Base64.getEncoder().encodeToString("another secret".getBytes(StandardCharsets.UTF_8));
    SignatureVerdict verdict =
        known.scheme().check(known.delivery(), List.of(other), Example.KEYS, known.at());
    assertThat(verdict).isEqualTo(SignatureVerdict.Refused.MISMATCH);
    assertThat(known.scheme().check(known.delivery(), List.of(), Example.KEYS, known.at()))
        .isEqualTo(SignatureVerdict.Refused.NO_SECRET);
    assertThat(known.scheme().check(known.delivery(), List.of(""), Example.KEYS, known.at()))
        .isEqualTo(SignatureVerdict.Refused.MISMATCH);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void changedOrTruncatedProofIsRefused(KnownRequest known) {
    String proof = known.proof();
    for (int at = 0; at < proof.length(); at++) {
      char other = proof.charAt(at) == '2' ? '3' : '2';
      assertRefused(known.with(proof, proof.substring(0, at) + other + proof.substring(at + 1)));
    }
    for (String other :
        List.of("", " ", proof.substring(1), proof.substring(0, 4), proof + "00", proof + "=")) {
      assertRefused(known.with(proof, other));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void flippedBitOfASignedBodyIsRefused(KnownRequest known) {
    byte[] genuine = known.body().getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; known.isBodySigned() && bit < genuine.length * 8; bit++) {
      byte[] body = genuine.clone();
      body[bit / 8] ^= (byte) (1 << bit % 8);
      Delivery delivery = known.delivery(body, Map.of());
      if (!delivery.isForm() || !delivery.form().equals(known.delivery().form())) {
        assertThat(known.verdict(delivery))
            .as("bit " + bit)
            .isInstanceOf(SignatureVerdict.Refused.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void missingOrRepeatedHeaderIsRefused(KnownRequest known) {
    byte[] body = known.body().getBytes(StandardCharsets.UTF_8);
    for (String name : known.headers()) {
      if (!name.equals("Content-Type")) {
        String value = known.delivery().header(name).orElseThrow();
        for (List<String> values : List.of(List.<String>of(), List.of(value, value))) {
          assertThat(known.verdict(known.delivery(body, Map.of(name, values))))
              .as(name + " " + values.size())
              .isInstanceOf(SignatureVerdict.Refused.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1130", "EUR", "7914073381342284", "TestMerchant", "AUTHORISATION"})
  void changedMemberOfAnAdyenItemIsRefused(String value) {
    assertRefused(KnownRequest.of("adyen").with(value, "1"));
    assertRefused(KnownRequest.of("adyen-form").with(value, "1"));
  }

  @Test
  void everyElementMustHaveAProof() {
    KnownRequest adyen = KnownRequest.of("adyen");
    assertRefused(adyen.with("}}]}", "}},{\"NotificationRequestItem\":{\"success\":\"true\"}}]}"));
    assertRefused(adyen.with("\"notificationItems\":[{", "\"notificationItems\":[],\"x\":[{"));
    KnownRequest graph = KnownRequest.of("microsoft-graph");
    assertRefused(graph.with("\"resource\":\"b\"}", "\"resource\":\"b\"},{\"resource\":\"c\"}"));
    assertRefused(
        graph.with(
            "\"clientState\":\"client-state-1\",\"resource\":\"b\"",
            "\"clientState\":\"client-state-2\",\"resource\":\"b\""));
    assertRefused(graph.with("\"value\"", "\"values\""));
  }

  /** Otherwise a signed form of an old request could carry any other body. */
  @Test
  void twilioBodyThatIsNoFormNeedsItsHash() {
    KnownRequest form = KnownRequest.of("twilio");
    byte[] json = "{\"forged\":true}".getBytes(StandardCharsets.UTF_8);
    assertThat(
            form.verdict(form.delivery(json, Map.of("Content-Type", List.of("application/json")))))
        .isEqualTo(SignatureVerdict.Refused.NO_BODY_HASH);
  }

  @Test
  void ed25519KeyMayHaveEachDocumentedForm() {
    KnownRequest known = KnownRequest.of("standard-webhooks-ed25519");
    String raw = known.secret().substring("whpk_".length());
    byte[] key = Base64.getDecoder().decode(raw);
    String info = "MCowBQYDK2VwAyEA" + raw; // RFC 8410: 12 bytes before the key
    for (String form :
        List.of(
            raw,
            Encoding.HEX.encode(key),
            info,
            "-----BEGIN PUBLIC KEY-----\n" + info + "\n-----END PUBLIC KEY-----\n")) {
      assertThat(known.scheme().faultOfSecret(form)).isEmpty();
      assertThat(known.scheme().check(known.delivery(), List.of(form), Example.KEYS, known.at()))
          .isEqualTo(new SignatureVerdict.Genuine(0));
    }
    for (String other :
        List.of("whpk_", "whsk_" + raw, "whsec_" + raw, raw.substring(4), "whpk_" + raw + "AAAA")) {
      assertThat(known.scheme().faultOfSecret(other)).as(other).isPresent();
    }
  }

  /** Every time but those near the time of signing is refused, whatever the signature is. */
  @ParameterizedTest
  @MethodSource(ALL)
  void olderOrLaterDeliveryIsRefused(KnownRequest known) {
    if (known.at().equals(Instant.EPOCH)) {
      return; // without a time
    }
    for (Duration beyond : List.of(Duration.ofDays(-8), Duration.ofDays(8))) {
      assertThat(
              known
                  .scheme()
                  .check(
                      known.delivery(),
                      List.of(known.secret()),
                      Example.KEYS,
                      known.at().plus(beyond)))
          .isEqualTo(SignatureVerdict.Refused.OUTSIDE_TOLERANCE);
    }
  }

  /** The last repetition has the time of the first delivery, if a provider keeps it. */
  @ParameterizedTest
  @CsvSource({
    "linear, PT7H1M",
    "sendgrid, PT24H",
    "calendly, PT24H",
    "mailgun, PT8H",
    "mailgun-form, PT8H",
    "zendesk, PT10M"
  })
  void repetitionWithTheFirstTimeIsGenuine(String scheme, Duration after) {
    KnownRequest known = KnownRequest.of(scheme);
    assertThat(
            known
                .scheme()
                .check(
                    known.delivery(),
                    List.of(known.secret()),
                    Example.KEYS,
                    known.at().plus(after)))
        .isEqualTo(new SignatureVerdict.Genuine(0));
  }

  @Test
  void signedQueryIsNotChangedAndNotReordered() {
    KnownRequest twilio = KnownRequest.of("twilio");
    assertRefused(twilio.with("foo=1&bar=2", "bar=2&foo=1"));
    assertRefused(twilio.with("foo=1&bar=2", "foo=1&bar=2&x=1"));
    assertRefused(KnownRequest.of("hubspot").with("%2F%3fx", "%2F%253fx"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"square", "hubspot", "trello"})
  void signedUrlIsThatOfTheTriggerOnly(String scheme) {
    KnownRequest known = KnownRequest.of(scheme);
    for (String url :
        List.of(
            "https://hooks.example.com/api/inbound/acme/triggers/t1/",
            "https://hooks.example.com:443/api/inbound/acme/triggers/t1",
            "https://hooks.example.com:8443/api/inbound/acme/triggers/t1",
            "http://hooks.example.com/api/inbound/acme/triggers/t1",
            "https://Hooks.example.com/api/inbound/acme/triggers/t1",
            "https://hooks.example.com/api/inbound/acme/triggers/t%31",
            "https://hooks.example.com//api/inbound/acme/triggers/t1",
            "https://hooks.example.com/api/inbound/acme/triggers/t2")) {
      KnownRequest other =
          known.with("https://hooks.example.com/api/inbound/acme/triggers/t1", url);
      assertThat(other.verdict()).as(url).isEqualTo(SignatureVerdict.Refused.MISMATCH);
    }
  }

  /** Characters of the documentation's list are decoded, and no others; both cases of hex are. */
  @Test
  void hubSpotDecodesTheDocumentedCharactersOnly() {
    String all = "%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B";
    assertThat(SignedUrl.forms("", "?a=" + all, decodedByHubSpot(), null))
        .containsExactly(new SignedUrl("", "?a=:/?@!$'()*,;"));
    assertThat(SignedUrl.forms("", "?a=" + all.toLowerCase(Locale.ROOT), decodedByHubSpot(), null))
        .containsExactly(new SignedUrl("", "?a=:/?@!$'()*,;"));
    String others = "?a=%20%22%23%25%26%2B%3C%3D%3E%5B%5D%7E%C3%A4%253A%3";
    assertThat(SignedUrl.forms("", others, decodedByHubSpot(), null))
        .containsExactly(new SignedUrl("", others));
  }

  private static String decodedByHubSpot() {
    return ProviderTable.named("signatures.yaml").getJsonObject("hubspot").getString("decoded");
  }

  @Test
  void hubSpotTimeIsInMilliseconds() {
    assertThat(KnownRequest.of("hubspot").with("1700000000123", "1700000000").verdict())
        .isEqualTo(SignatureVerdict.Refused.OUTSIDE_TOLERANCE);
    assertThat(KnownRequest.of("hubspot").with("1700000000123", "١٧٠٠٠٠٠٠٠٠١٢٣").verdict())
        .isEqualTo(SignatureVerdict.Refused.MALFORMED_TIME);
  }

  /** The order of a multiple of the curve is no signature (CVE-2022-21449). */
  @Test
  void ecdsaSignatureOfZerosIsRefused() {
    KnownRequest sendgrid = KnownRequest.of("sendgrid");
    assertRefused(sendgrid.with(sendgrid.proof(), "MAYCAQACAQA="));
  }

  private static void assertRefused(KnownRequest request) {
    assertThat(request.verdict()).isInstanceOf(SignatureVerdict.Refused.class);
  }
}
