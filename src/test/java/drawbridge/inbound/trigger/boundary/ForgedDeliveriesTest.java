package drawbridge.inbound.trigger.boundary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.boundary.WireInMemory;
import drawbridge.platform.http.LocalWeb;
import drawbridge.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller without the secret of a trigger starts no run of it, whatever request it has seen. */
@Tag("T4")
@Tag("T13")
class ForgedDeliveriesTest {

  private static final String WORDS = "Gr\u00fc\u00dfe, \u4e16\u754c e\u0301";

  /** The presets under attack, with the header of their proof. */
  private enum Provider {
    STRIPE("Stripe-Signature"),
    SHOPIFY("X-Shopify-Hmac-Sha256"),
    SLACK("X-Slack-Signature"),
    TWILIO("X-Twilio-Signature"),
    PAYPAL("PAYPAL-TRANSMISSION-SIG");

    private final String proof;

    Provider(String proof) {
      this.proof = proof;
    }

    String preset() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isForm() {
      return this == TWILIO;
    }

    String mediaType() {
      return isForm() ? "application/x-www-form-urlencoded" : "application/json";
    }

    String body() {
      return isForm()
          ? "Body=Gr%C3%BC%C3%9Fe&From=%2B14017122661&MessageSid=SM1"
          : "{\"id\":\"evt-1\",\"event_id\":\"Ev1\",\"type\":\"event_callback\",\"text\":\""
              + WORDS
              + "\"}";
    }
  }

  private static final LocalWeb WEB = ProviderIssuer.publish(new LocalWeb());
  private static WireInMemory wire;

  @BeforeAll
  static void open() throws IOException {
    wire =
        new WireInMemory(Stores.h2(), "a secret", WEB, ProviderIssuer.anchors())
            .workflows(ContractCases.DIRECTORY.resolve("workflows"));
  }

  @AfterAll
  static void close() {
    wire.close();
    WEB.close();
  }

  @ParameterizedTest
  @EnumSource
  void genuineDeliveryIsAccepted(Provider provider) {
    String path = trigger(provider);
    assertThat(post(path, signed(provider, path)).status()).isLessThan(300);
  }

  /** One tenant knows its own secret, and has the URL of another. */
  @ParameterizedTest
  @EnumSource
  void secretOfAnotherTriggerIsRefused(Provider provider) {
    String own = trigger(provider);
    String other =
        provider == Provider.PAYPAL
            ? trigger(provider, "webhookId", "8PT597110X687430L")
            : trigger(provider, "secret", "another-secret");
    assertThat(post(own, signed(provider, own)).status()).isLessThan(300);
    assertRefused(other, signed(provider, other), "signed for the own trigger's secret");
  }

  @ParameterizedTest
  @CsvSource({"STRIPE, PT5M", "SLACK, PT5M", "PAYPAL, P3DT1H"})
  void replayOutsideTheToleranceIsRefused(Provider provider, Duration tolerance) {
    String path = trigger(provider);
    Duration inside = tolerance.minusSeconds(20);
    Duration outside = tolerance.plusSeconds(20);
    Instant now = Instant.now();
    for (Instant at : List.of(now.minus(inside), now.plus(inside))) {
      assertThat(post(path, signed(provider, path, at)).status()).isLessThan(300);
    }
    for (Instant at : List.of(now.minus(outside), now.plus(outside))) {
      assertRefused(path, signed(provider, path, at), "signed at " + at);
    }
  }

  /** The header of the time is not signed alone: another one belongs to no signature. */
  @ParameterizedTest
  @CsvSource({
    "SLACK, X-Slack-Request-Timestamp",
    "PAYPAL, PAYPAL-TRANSMISSION-TIME",
    "PAYPAL, PAYPAL-TRANSMISSION-ID"
  })
  void replayWithANewTimeOrIdIsRefused(Provider provider, String header) {
    String path = trigger(provider);
    ProviderSigner.Sent old = signed(provider, path, Instant.now().minusSeconds(60));
    ProviderSigner.Sent fresh = signed(provider, path, Instant.now());
    String other = header.endsWith("-ID") ? "tx-2" : fresh.header(header);
    assertRefused(path, old.with(header, other), "another " + header);
    assertRefused(path, old.with(header, ""), "an empty " + header);
    assertRefused(path, without(old, header), "without " + header);
    assertRefused(path, old.with(header, old.header(header) + ", " + other), "two of " + header);
  }

  @ParameterizedTest
  @EnumSource
  void otherFormOfTheProofIsRefused(Provider provider) {
    String path = trigger(provider);
    ProviderSigner.Sent sent = signed(provider, path);
    String proof = sent.header(provider.proof);
    for (String other : otherForms(proof)) {
      assertRefused(path, sent.with(provider.proof, other), other);
    }
    assertRefused(path, without(sent, provider.proof), "no proof");
    assertThat(post(path, sent).status()).as("the genuine one").isLessThan(300);
  }

  /** Returns proofs that are none, and those of another encoding than the provider's. */
  private static List<String> otherForms(String proof) {
    int at = Math.max(proof.lastIndexOf("v0="), proof.lastIndexOf("v1="));
    String before = at < 0 ? "" : proof.substring(0, at + 3);
    String mac = proof.substring(before.length());
    boolean isHex = mac.matches("[0-9a-f]{40,}");
    byte[] bytes = isHex ? HexFormat.of().parseHex(mac) : Base64.getDecoder().decode(mac);
    String urlSafe = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    List<String> others =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "x",
                before,
                before + (isHex ? Base64.getEncoder().encodeToString(bytes) : hex(bytes)),
                before + mac.substring(1),
                before + mac.substring(0, mac.length() - 2),
                before + mac.charAt(0) + " " + mac.substring(1),
                before + mac + mac,
                before + "\"" + mac + "\"",
                proof + ", " + proof,
                before + "0".repeat(mac.length())));
    if (!isHex) {
      others.add(before + mac.toLowerCase(Locale.ROOT));
      if (!urlSafe.equals(mac)) {
        others.add(before + urlSafe);
      }
    }
    if (!before.isEmpty()) {
      others.add(mac);
      others.add(before + before.substring(at) + mac);
      others.add(before.replace("v0=", "v1=").replace("v1=", "v2=") + mac);
    }
    return others;
  }

  /** Hexadecimal text has one meaning in either case, and senders of .NET write upper case. */
  @ParameterizedTest
  @EnumSource(names = {"STRIPE", "SLACK"})
  void upperCaseOfHexadecimalIsTheSameProof(Provider provider) {
    String path = trigger(provider);
    ProviderSigner.Sent sent = signed(provider, path);
    String proof = sent.header(provider.proof);
    int mac = proof.lastIndexOf('=') + 1;
    String upper = proof.substring(0, mac) + proof.substring(mac).toUpperCase(Locale.ROOT);
    assertThat(post(path, sent.with(provider.proof, upper)).status()).isLessThan(300);
  }

  @ParameterizedTest
  @EnumSource
  void otherBodyIsRefused(Provider provider) {
    String path = trigger(provider);
    ProviderSigner.Sent sent = signed(provider, path);
    String body = sent.body();
    List<String> others =
        provider.isForm()
            ? List.of(
                "",
                body + "&Admin=1",
                body.replace("SM1", "SM2"),
                body.replace("Body=", "body="),
                body + "&Body=other",
                body.substring(0, body.lastIndexOf('&')),
                "{\"Body\":\"x\"}")
            : List.of(
                "",
                "{}",
                body + " ",
                "\uFEFF" + body,
                body.replace("\u00fc", "\\u00fc"),
                Normalizer.normalize(body, Normalizer.Form.NFD),
                Normalizer.normalize(body, Normalizer.Form.NFC),
                body.replace("evt-1", "evt-2"),
                body + body);
    for (String other : others) {
      assertThat(other).isNotEqualTo(body);
      assertRefused(path, sent.withBody(other), other);
    }
    assertThat(post(path, sent).status()).as("the genuine one").isLessThan(300);
  }

  /** The order of fields and the form of their escapes carry no meaning, and are not signed. */
  @ParameterizedTest
  @CsvSource({
    "'From=%2B14017122661&MessageSid=SM1&Body=Gr%c3%bc%C3%9Fe'",
    "'MessageSid=S%4D1&Body=Gr%C3%BC%C3%9Fe&From=%2B14017122661'"
  })
  void sameFieldsInAnotherFormAreGenuine(String body) {
    String path = trigger(Provider.TWILIO);
    assertThat(post(path, signed(Provider.TWILIO, path).withBody(body)).status()).isLessThan(300);
  }

  /** A form that is read as another media type would be a body that is not signed. */
  @ParameterizedTest
  @CsvSource({"application/json", "text/plain", "multipart/form-data; boundary=b", "''"})
  void formOfAnotherMediaTypeIsRefused(String mediaType) {
    String path = trigger(Provider.TWILIO);
    ProviderSigner.Sent sent = signed(Provider.TWILIO, path);
    Wire.Answer answer = post(path, sent.with("Content-Type", mediaType));
    assertThat(answer.status()).as(mediaType).isIn(400, 401, 415);
  }

  @ParameterizedTest
  @CsvSource({"?bodySHA256=00", "?admin=1", "?bodySHA256=&bodySHA256="})
  void addedQueryIsRefused(String query) {
    String path = trigger(Provider.TWILIO);
    ProviderSigner.Sent sent = signed(Provider.TWILIO, path);
    assertThat(post(path + query, sent).status()).isEqualTo(401);
    String hash =
        "?bodySHA256=" + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assertThat(post(path + hash, sent.withBody("")).status())
        .as("the hash of an empty body")
        .isEqualTo(401);
  }

  /** The bytes as received are signed: not those that they decode to. */
  @ParameterizedTest
  @EnumSource(names = {"STRIPE", "SHOPIFY", "SLACK"})
  void compressedBodyNeedsItsOwnSignature(Provider provider) throws IOException {
    String path = trigger(provider);
    ProviderSigner.Sent plain = signed(provider, path);
    String compressed = new String(gzip(plain.body()), ISO_8859_1);
    Map<String, String> headers = plain.with("Content-Encoding", "gzip").headers();
    Wire.Request request = new Wire.Request("POST", path, headers, compressed, ISO_8859_1);
    assertThat(wire.send(request).status()).as("signed before compression").isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource
  void otherMethodOrPathIsRefused(Provider provider) {
    String path = trigger(provider);
    ProviderSigner.Sent sent = signed(provider, path);
    for (String method : List.of("PUT", "GET", "DELETE")) {
      assertThat(
              wire.send(new Wire.Request(method, path, sent.headers(), sent.body(), UTF_8))
                  .status())
          .as(method)
          .isBetween(400, 499);
    }
    if (provider == Provider.TWILIO) { // the only one of them that signs the URL
      String other = trigger(provider);
      assertRefused(other, sent, "the URL of another trigger with the same secret");
    }
  }

  private static void assertRefused(String path, ProviderSigner.Sent sent, String what) {
    assertThat(post(path, sent).status()).as(what).isEqualTo(401);
  }

  private static Wire.Answer post(String path, ProviderSigner.Sent sent) {
    return wire.send(new Wire.Request("POST", path, sent.headers(), sent.body(), UTF_8));
  }

  private static ProviderSigner.Sent signed(Provider provider, String path) {
    return signed(provider, path, Instant.now());
  }

  private static ProviderSigner.Sent signed(Provider provider, String path, Instant at) {
    ProviderSigner.Sent sent =
        new ProviderSigner.Sent(
            "http://localhost" + path,
            Map.of("Content-Type", provider.mediaType()),
            provider.body());
    return ProviderSigner.signed(provider.preset(), sent, at);
  }

  private static ProviderSigner.Sent without(ProviderSigner.Sent sent, String header) {
    ProviderSigner.Sent other = new ProviderSigner.Sent(sent.url(), sent.headers(), sent.body());
    other.headers().remove(header);
    return other;
  }

  private static String trigger(Provider provider) {
    return provider == Provider.PAYPAL
        ? trigger(provider, "webhookId", "1JE4291016473214C")
        : trigger(provider, "secret", ProviderSigner.secret(provider.preset()));
  }

  private static String trigger(Provider provider, String member, String value) {
    ObjectNode setup = Json.object().put("preset", provider.preset()).put("workflow", "greet");
    setup.putObject("signature").put(member, value);
    return wire.trigger(setup);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
