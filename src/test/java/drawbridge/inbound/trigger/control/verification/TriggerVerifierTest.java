package drawbridge.inbound.trigger.control.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.Deliveries;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.control.TriggerFixture;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.store.Patience;
import drawbridge.provider.Delivery;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Requests and dry runs have the same verification; only requests record the use of secrets. */
@OnEveryStore
class TriggerVerifierTest {

  private static final String BODY = "{\"type\": \"event\"}";
  private static final String SIGNED =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"first-secret\"}}";

  private static TriggerFixture fixture;
  private static final List<String> taken = new ArrayList<>();
  private static final List<URI> fetched = new ArrayList<>();

  private static TriggerVerifier verifier;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void open(Store on) {
    taken.clear();
    fixture = new TriggerFixture(on);
    fixture.container.with(
        Confirmations.class,
        new Confirmations() {
          @Override
          public void confirmLater(Trigger trigger, URI url) {
            fetched.add(url);
          }
        });
    fixture.container.with(HandOverLog.class, trigger -> taken.add(trigger.name()));
    verifier = fixture.container.get(TriggerVerifier.class);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    fixture.close();
  }

  @Test
  void urlAuthenticatesAnEventOfAPlainTrigger() {
    MatchedTrigger trigger = trigger("plain", "{\"workflow\": \"greet\"}");
    assertThat(outcome(trigger, Map.of())).isEqualTo("event");
  }

  @Test
  @Tag("T2")
  void disabledTriggerIsGone() {
    Trigger disabled = fixture.saved("disabled", SIGNED);
    String address = fixture.address(disabled);
    assertThat(fixture.triggers().enable(fixture.workspace, "disabled", false)).isTrue();
    fixture.lookup().forget();
    MatchedTrigger trigger = fixture.find(address).orElseThrow();
    assertThat(outcome(trigger, signature("first-secret")))
        .isEqualTo("410 the trigger is disabled");
  }

  @Test
  @Tag("T2")
  void triggerMayRequireTheSecretOfTheWorkspace() {
    MatchedTrigger trigger =
        trigger("secret", "{\"workflow\": \"greet\", \"secretRequired\": true}");
    String header = WorkspaceAuthenticator.HEADER;
    assertThat(outcome(trigger, Map.of(header, List.of("a secret")))).isEqualTo("event");
    assertThat(outcome(trigger, Map.of(header, List.of("wrong")))).startsWith("401 ");
    assertThat(outcome(trigger, Map.of())).contains("is missing");
    assertThat(outcome(trigger, Map.of(header, List.of("a secret", "wrong"))))
        .contains("more than once");
  }

  @Test
  @Tag("T4")
  void signatureMustMatchAValidSecret() {
    MatchedTrigger trigger = trigger("signed", SIGNED);
    assertThat(outcome(trigger, signature("first-secret"))).isEqualTo("event");
    assertThat(outcome(trigger, signature("second-secret"))).isEqualTo("401 no secret proves it");
    assertThat(outcome(trigger, Map.of())).startsWith("401 ");
  }

  @Test
  @Tag("T5")
  void handshakeIsAnsweredOrRefused() {
    MatchedTrigger trigger =
        trigger(
            "handshake",
            "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"meta\", \"token\": \"t-secret\"}}");
    assertThat(outcome(trigger, handshake("t-secret"))).isEqualTo("handshake 200 42");
    assertThat(outcome(trigger, handshake("wrong"))).startsWith("403 ");
  }

  @Test
  @Tag("T5")
  void eventThatTheHandshakeCouldSignIsRefusedBeforeItsSignature() {
    MatchedTrigger trigger =
        trigger(
            "oracle",
            "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"x\", \"secret\": \"x-secret\"},"
                + " \"handshake\": {\"provider\": \"x\"}}");
    for (String body : List.of("", "abc", "hCAAAAAAAAAAAAAAAAAAA", "a=b", "\"a\"", "42", "true")) {
      assertThat(outcome(trigger, signedByX(body))).as(body).startsWith("400 the body is no JSON");
    }
    for (String body : List.of("{}", "[]", " \n{\"a\": 1}", "\ufeff{}")) {
      assertThat(outcome(trigger, signedByX(body))).as(body).isEqualTo("event");
    }
  }

  private static Delivery signedByX(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("x-secret".getBytes(UTF_8), "HmacSHA256"));
      String proof = Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(UTF_8)));
      return Deliveries.of(
          "POST",
          "http://localhost/x",
          Map.of("x-twitter-webhooks-signature", List.of("sha256=" + proof)),
          null,
          body.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("T5")
  void secretIsHandedOverWhileTheWindowIsOpen() {
    String setup =
        "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"asana\"}, \"handshake\": {\"provider\": \"asana\"}}";
    Trigger saved = fixture.saved("window", setup);
    Delivery handshake =
        Deliveries.of(
            "POST",
            "http://localhost/x",
            Map.of("X-Hook-Secret", List.of("abc-secret")),
            null,
            new byte[0]);
    String closed = "403 No operator has opened the window";
    assertThat(outcome(trigger("window", setup), handshake)).startsWith(closed);
    assertThat(fixture.handOver().openWindow(saved)).isNotNull();
    fixture.lookup().forget();
    MatchedTrigger open = fixture.find(fixture.address(saved)).orElseThrow();
    assertThat(text(verifier.verify(open, handshake))).isEqualTo("handshake 200 ");
    MatchedTrigger after = fixture.find(fixture.address(saved)).orElseThrow();
    assertThat(outcome(after, handshake)).as("sent again").isEqualTo("handshake 200 ");
    assertThat(taken).containsExactly("window");
  }

  @Test
  @Tag("T5")
  void refusalsOfXeroAreEmpty() {
    MatchedTrigger trigger =
        trigger(
            "xero",
            "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"hmac\", \"header\": \"x-xero-signature\","
                + " \"algorithm\": \"sha256\", \"encoding\": \"base64\", \"signed\": \"{body}\", \"secret\": \"k-secret\"},"
                + " \"handshake\": {\"provider\": \"xero\"}}");
    String intent =
        "{\"events\": [], \"firstEventSequence\": 0, \"lastEventSequence\": 0, \"entropy\": \"A\"}";
    Delivery wrong =
        Deliveries.of(
            "POST",
            "http://localhost/x",
            Map.of("x-xero-signature", List.of("AAAA")),
            null,
            intent.getBytes(UTF_8));
    assertThat(outcome(trigger, wrong)).startsWith("401 ");
    assertThat(((Verification.Refused) verifier.verify(trigger, wrong)).hasBody()).isFalse();
    Delivery event =
        Deliveries.of(
            "POST",
            "http://localhost/x",
            Map.of("x-xero-signature", List.of("AAAA")),
            null,
            "{}".getBytes(UTF_8));
    assertThat(((Verification.Refused) verifier.verify(trigger, event)).hasBody()).isTrue();
  }

  @Test
  @Tag("T5")
  void leaseIsKept() {
    MatchedTrigger trigger =
        trigger(
            "websub",
            "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"websub\", \"topic\": \"t\"}}");
    String query = "hub.mode=%s&hub.topic=t&hub.challenge=c";
    TriggerUsage usage = fixture.container.get(TriggerUsage.class);
    assertThat(outcome(trigger, get(query.formatted("subscribe") + "&hub.lease_seconds=60")))
        .isEqualTo("handshake 200 c");
    usage.write();
    assertThat(lease()).isEqualTo(fixture.clock.instant().plusSeconds(60));
    assertThat(outcome(trigger, get(query.formatted("denied")))).isEqualTo("handshake 200 ");
    usage.write();
    assertThat(lease()).isNull();
    assertThat(outcome(trigger, get(query.formatted("subscribe").replace("=t", "=u"))))
        .startsWith("404 ");
  }

  /** The signature is that of another scheme, because the fetched URL is the subject. */
  @Test
  @Tag("T5")
  void subscriptionIsConfirmedOnceItsSignatureIsRight() {
    MatchedTrigger trigger =
        trigger(
            "sns",
            "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"sns-secret\"},"
                + " \"handshake\": {\"provider\": \"aws-sns\"}}");
    String url = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1";
    String body = "{\"Type\": \"SubscriptionConfirmation\", \"SubscribeURL\": \"" + url + "\"}";
    String proof = signature("sns-secret", body);
    fetched.clear();
    assertThat(text(verifier.verify(trigger, sns(body, "sha256=00")))).startsWith("401 ");
    assertThat(
            text(
                verifier.verify(trigger, sns(body.replace("amazonaws.com", "example.com"), proof))))
        .startsWith("401 ");
    assertThat(fetched).isEmpty();
    assertThat(outcome(trigger, sns(body, proof))).isEqualTo("handshake 200 ");
    assertThat(fetched).containsExactly(URI.create(url));
  }

  private static Delivery sns(String body, String proof) {
    return Deliveries.of(
        "POST",
        "http://localhost/x",
        Map.of("X-Hub-Signature-256", List.of(proof)),
        null,
        body.getBytes(UTF_8));
  }

  private static @Nullable Instant lease() {
    return fixture.triggers().find(fixture.workspace, "websub").orElseThrow().leaseUntil();
  }

  private static Delivery get(String query) {
    return Deliveries.of("GET", "http://localhost/x", Map.of(), query, new byte[0]);
  }

  @Test
  void dryRunRecordsNoUseOfASecret() {
    MatchedTrigger trigger = trigger("unrecorded", SIGNED);
    TriggerUsage usage = fixture.container.get(TriggerUsage.class);
    Delivery event = delivery(signature("first-secret"));

    Verification checked =
        verifier.check(trigger, event, fixture.clock.instant(), Patience.ofSender());
    usage.write();
    assertThat(checked.used()).hasSize(1);
    assertThat(signatureSecret(trigger).lastUsedAt()).isNull();

    assertThat(verifier.verify(trigger, event)).isEqualTo(checked);
    usage.write();
    assertThat(signatureSecret(trigger).lastUsedAt()).isEqualTo(fixture.clock.instant());
  }

  private static MatchedTrigger trigger(String name, String setup) {
    return fixture.find(fixture.address(fixture.saved(name, setup))).orElseThrow();
  }

  private static TriggerSecret signatureSecret(MatchedTrigger trigger) {
    return fixture.triggers().secrets(trigger.trigger().id()).stream()
        .filter(secret -> secret.purpose() == Purpose.SIGNATURE)
        .findFirst()
        .orElseThrow();
  }

  /** Returns the outcome of a request, which must equal that of a dry run. */
  private static String outcome(MatchedTrigger trigger, Map<String, List<String>> headers) {
    return outcome(trigger, delivery(headers));
  }

  private static String outcome(MatchedTrigger trigger, Delivery delivery) {
    Optional<Verification.Refused> refusal =
        verifier.refusal(
            trigger, delivery.headers(WorkspaceAuthenticator.HEADER), Patience.ofSender());
    Verification request = refusal.isPresent() ? refusal.get() : verifier.verify(trigger, delivery);
    Verification dryRun =
        verifier.check(trigger, delivery, fixture.clock.instant(), Patience.ofSender());
    assertThat(text(dryRun)).isEqualTo(text(request));
    return text(request);
  }

  private static String text(Verification verification) {
    return verification.match(
        event -> "event",
        handshake -> "handshake " + handshake.answer().status() + " " + handshake.answer().body(),
        refused -> refused.problem().status() + " " + refused.why());
  }

  private static Delivery delivery(Map<String, List<String>> headers) {
    return Deliveries.of("POST", "http://localhost/x", headers, null, BODY.getBytes(UTF_8));
  }

  private static Delivery handshake(String token) {
    return Deliveries.of(
        "GET",
        "http://localhost/x",
        Map.of(),
        "hub.mode=subscribe&hub.verify_token=" + token + "&hub.challenge=42",
        new byte[0]);
  }

  private static Map<String, List<String>> signature(String secret) {
    return Map.of("X-Hub-Signature-256", List.of(signature(secret, BODY)));
  }

  private static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
