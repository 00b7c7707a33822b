package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.Deliveries;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats of proof headers, proofs and ids. */
@Tag("T4")
class HeaderFormsTest {

  private static final SignatureVerdict GENUINE = new SignatureVerdict.Genuine(0);
  private static final String V1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String OTHER = "v1,AAAA9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void oneValidSignatureIsEnough() {
    assertThat(standard(OTHER + " " + V1)).isEqualTo(GENUINE);
    assertThat(standard(V1 + "  " + OTHER)).isEqualTo(GENUINE);
    assertThat(standard(OTHER + " " + OTHER)).isEqualTo(SignatureVerdict.Refused.MISMATCH);
    assertThat(stripe("t=1492774577,v1=00," + stripeMac() + ",v1=11")).isEqualTo(GENUINE);
  }

  @Test
  void otherVersionsAreIgnored() {
    assertThat(standard("v1a,c2lnbmF0dXJl v2,!! " + V1)).isEqualTo(GENUINE);
    assertThat(standard("v2," + V1.substring(3))).isEqualTo(SignatureVerdict.Refused.MALFORMED);
    assertThat(stripe("t=1492774577,v0=6ffb,unknown," + stripeMac())).isEqualTo(GENUINE);
  }

  /** A sender that changes to public keys signs in both ways. */
  @Test
  void eachSchemeOfStandardWebhooksReadsItsOwnVersion() {
    KnownRequest known = KnownRequest.of("standard-webhooks-ed25519");
    String mixed = V1 + " v1a," + known.proof();
    assertThat(known.with("v1a," + known.proof(), mixed).verdict()).isEqualTo(GENUINE);
    assertThat(known.with("v1a," + known.proof(), V1).verdict())
        .isEqualTo(SignatureVerdict.Refused.MALFORMED);
    assertThat(standard(mixed)).isEqualTo(GENUINE);
  }

  @Test
  void atMost20SignaturesAreTried() {
    String nineteen = String.join(" ", Collections.nCopies(19, OTHER));
    assertThat(standard(nineteen + " " + V1)).isEqualTo(GENUINE);
    assertThat(standard(nineteen + " " + V1 + " " + V1))
        .isEqualTo(SignatureVerdict.Refused.TOO_MANY);
  }

  @Test
  void headerHasAtMost4096Characters() {
    assertThat(standard(padded(4096))).isEqualTo(GENUINE);
    assertThat(standard(padded(4097))).isEqualTo(SignatureVerdict.Refused.TOO_LONG);
  }

  @Test
  void prefixAndHexIgnoreCase() {
    String mac = Example.GITHUB.sent().mac().toUpperCase(Locale.ROOT);
    assertThat(verdict(Example.GITHUB, "SHA256=" + mac)).isEqualTo(GENUINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw",
        "QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gx=",
        "QNyObTlKbMx2qDlPF_ZOZcBqg5OgPg-2oky3zldc0Gw=",
        " QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=",
        "QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw==",
        "40dc8e6d394a6ccc76a8394f17f64e65c06a8393a03e0fb6a24cb7ce575cd06c"
      })
  void base64MustBeCanonical(String mac) {
    assertThat(verdict(Example.SHOPIFY, mac)).isInstanceOf(SignatureVerdict.Refused.class);
  }

  @Test
  void repeatedTimestampIsRefused() {
    assertThat(stripe("t=1492774577,t=1492774577," + stripeMac()))
        .isEqualTo(SignatureVerdict.Refused.NO_TIME);
    assertThat(stripe(stripeMac())).isEqualTo(SignatureVerdict.Refused.NO_TIME);
  }

  /**
   * The signed text is id.time.body. If ids could contain dots, an attacker could split an
   * intercepted delivery with a later time between dots of its body into a new delivery.
   */
  @Test
  void boundaryBetweenIdTimeAndBodyCannotBeMoved() {
    assertThat(replaced(Example.STANDARD_WEBHOOKS, "webhook-id", "msg_1.1614265330.{\"a\":\""))
        .isEqualTo(SignatureVerdict.Refused.MALFORMED_ID);
    assertThat(replaced(Example.TWITCH, "Twitch-Eventsub-Message-Id", "7d4c{\"ends_at\":\""))
        .isEqualTo(SignatureVerdict.Refused.MALFORMED_ID);
  }

  @Test
  void idHasAtMost256Characters() {
    assertThat(replaced(Example.STANDARD_WEBHOOKS, "webhook-id", "a".repeat(256)))
        .isEqualTo(SignatureVerdict.Refused.MISMATCH);
    assertThat(replaced(Example.STANDARD_WEBHOOKS, "webhook-id", "a".repeat(257)))
        .isEqualTo(SignatureVerdict.Refused.MALFORMED_ID);
  }

  /** {@code printf %s "7/1700000000/{\"id\":7}" | openssl dgst -sha1 -hmac s3cret -hex}. */
  @Test
  void idAndTimeMayBeInBodyAndQuery() {
    Scheme scheme =
        Schemes.builtIn()
            .read(
                JsonBinding.object(
                    """
                    {"scheme": "hmac", "header": "X-Sum", "algorithm": "sha1", "encoding": "hex",
                     "signed": "{id}/{timestamp}/{body}", "id": {"pointer": "/id"},
                     "timestamp": {"query": "at"}}
                    """),
                new ArrayList<>())
            .orElseThrow();
    Delivery delivery =
        Deliveries.of(
            "POST",
            Example.URL,
            Map.of("X-Sum", List.of("21a4ddc56675f1f055e59ec19e8a3f58099255bb")),
            "at=1700000000",
            "{\"id\":7}".getBytes(StandardCharsets.UTF_8));
    assertThat(
            scheme.check(
                delivery, List.of("s3cret"), Example.KEYS, Instant.ofEpochSecond(1700000000)))
        .isEqualTo(GENUINE);
  }

  private static SignatureVerdict standard(String signature) {
    return verdict(Example.STANDARD_WEBHOOKS, signature);
  }

  private static SignatureVerdict stripe(String signature) {
    return verdict(Example.STRIPE, signature);
  }

  private static String stripeMac() {
    return "v1=" + Example.STRIPE.sent().mac();
  }

  private static String padded(int length) {
    return "x".repeat(length - V1.length() - 1) + " " + V1;
  }

  private static SignatureVerdict verdict(Example example, String proof) {
    return replaced(example, example.sent().header(), proof);
  }

  private static SignatureVerdict replaced(Example example, String header, String value) {
    Map<String, String> headers = new TreeMap<>(example.sent().headers());
    headers.put(header, value);
    return example.verdict(Example.delivery(example.body(), headers));
  }
}
