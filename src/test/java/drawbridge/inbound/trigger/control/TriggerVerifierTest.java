package drawbridge.inbound.trigger.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.store.Patience;
import drawbridge.provider.Delivery;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"first\"}}";

  private static TriggerFixture fixture;
  private static TriggerVerifier verifier;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void open(Store on) {
    fixture = new TriggerFixture(on);
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
    assertThat(outcome(trigger, signature("first"))).isEqualTo("410 the trigger is disabled");
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
    assertThat(outcome(trigger, signature("first"))).isEqualTo("event");
    assertThat(outcome(trigger, signature("second"))).isEqualTo("401 no secret proves it");
    assertThat(outcome(trigger, Map.of())).startsWith("401 ");
  }

  @Test
  @Tag("T5")
  void handshakeIsAnsweredOrRefused() {
    MatchedTrigger trigger =
        trigger(
            "handshake",
            "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"meta\", \"token\": \"t\"}}");
    assertThat(outcome(trigger, handshake("t"))).isEqualTo("handshake 200 42");
    assertThat(outcome(trigger, handshake("wrong"))).startsWith("403 ");
  }

  @Test
  void dryRunRecordsNoUseOfASecret() {
    MatchedTrigger trigger = trigger("unrecorded", SIGNED);
    TriggerUsage usage = fixture.container.get(TriggerUsage.class);
    Delivery event = delivery(signature("first"));

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
    return new Delivery("POST", "http://localhost/x", headers, null, BODY.getBytes(UTF_8));
  }

  private static Delivery handshake(String token) {
    return new Delivery(
        "GET",
        "http://localhost/x",
        Map.of(),
        "hub.mode=subscribe&hub.verify_token=" + token + "&hub.challenge=42",
        new byte[0]);
  }

  private static Map<String, List<String>> signature(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      String hex = HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(UTF_8)));
      return Map.of("X-Hub-Signature-256", List.of("sha256=" + hex));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
