package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import com.stripe.net.Webhook.Signature;
import drawbridge.platform.binding.JsonBinding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signatures of the providers' clients are genuine, and not with another body. */
@Tag("T4")
class ProviderClientsTest {

  private static final String BODY = "{\"id\":\"evt_1\",\"text\":\"Grüße, 世界\"}";
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final long SECONDS = NOW.getEpochSecond();
  private static final String WHSEC = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

  @Test
  void standardWebhooksLibrarySignatureIsGenuine() throws Exception {
    String signature =
        new com.standardwebhooks.Webhook(WHSEC).sign("msg_27UH4WbU6Z5A5EzD8u03", SECONDS, BODY);
    assertGenuine(
        "standard-webhooks",
        WHSEC,
        Map.of(
            "webhook-id",
            "msg_27UH4WbU6Z5A5EzD8u03",
            "webhook-timestamp",
            String.valueOf(SECONDS),
            "webhook-signature",
            signature));
  }

  @Test
  void svixSignatureIsGenuine() throws Exception {
    String signature = new com.svix.Webhook(WHSEC).sign("msg_loFOjxBNrRLzqYUf", SECONDS, BODY);
    assertGenuine(
        "svix",
        WHSEC,
        Map.of(
            "svix-id",
            "msg_loFOjxBNrRLzqYUf",
            "svix-timestamp",
            String.valueOf(SECONDS),
            "svix-signature",
            signature));
  }

  @Test
  void stripeSignatureIsGenuine() throws GeneralSecurityException {
    String signature = Signature.generateSignatureHeader(BODY, WHSEC, SECONDS);
    assertGenuine("stripe", WHSEC, Map.of("Stripe-Signature", signature));
  }

  @Test
  void slackSignatureIsGenuine() {
    String secret = "8f742231b10e8888abcd99yyyzzz85a5";
    String seconds = String.valueOf(SECONDS);
    String signature = new SlackSignature.Generator(secret).generate(seconds, BODY);
    assertGenuine(
        "slack",
        secret,
        Map.of(
            SlackSignature.HeaderNames.X_SLACK_REQUEST_TIMESTAMP,
            seconds,
            SlackSignature.HeaderNames.X_SLACK_SIGNATURE,
            signature));
  }

  private static void assertGenuine(String name, String secret, Map<String, String> headers) {
    Scheme scheme =
        Schemes.builtIn()
            .read(JsonBinding.object("{\"scheme\": \"" + name + "\"}"), new ArrayList<>())
            .orElseThrow();
    assertThat(check(scheme, secret, headers, BODY)).isEqualTo(new SignatureVerdict.Genuine(0));
    assertThat(check(scheme, secret, headers, BODY.replace("evt_1", "evt_2")))
        .isEqualTo(SignatureVerdict.Refused.MISMATCH);
  }

  private static SignatureVerdict check(
      Scheme scheme, String secret, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return scheme.check(Example.delivery(bytes, headers), List.of(secret), Example.KEYS, NOW);
  }
}
