package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.SlackSignature;
import com.stripe.net.Webhook.Signature;
import drawbridge.contract.TriggersOverHttp;
import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The server accepts the signatures of the providers' own clients, and refuses changed messages.
 * This verifies the schemes against independent implementations.
 */
@ExtendWith(SharedServer.class)
@Tag("T4")
class SenderClientsST {

  private static final Path CLIENTS = Path.of("src", "test", "clients");
  private static final String BODY = "{\"id\": \"evt_1\",  \"text\": \"Grüße, 世界\", \"n\": 1.10}";
  private static final String WHSEC = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

  private final Wire wire;
  private final TriggersOverHttp triggers;
  private final String uid = UUID.randomUUID().toString();
  private final long now = Instant.now().getEpochSecond();

  SenderClientsST(Server server) {
    wire = new WireOverHttp(server.base());
    triggers = new TriggersOverHttp(wire, Server.PASSWORD);
  }

  @Test
  @Tag("T3")
  void standardWebhooksClientIsAcceptedOnce() throws Exception {
    String address = trigger("standard-webhooks", WHSEC, "{\"header\": \"webhook-id\"}");
    com.standardwebhooks.Webhook client = new com.standardwebhooks.Webhook(WHSEC);
    Map<String, String> headers =
        Map.of(
            "webhook-id",
            uid,
            "webhook-timestamp",
            "" + now,
            "webhook-signature",
            client.sign(uid, now, BODY));
    assertAccepted(address, headers);
    assertThat(post(address, headers, BODY).status()).isEqualTo(200); // sent again: a duplicate
    long late = now - 301;
    Map<String, String> replayed =
        Map.of(
            "webhook-id",
            uid,
            "webhook-timestamp",
            "" + late,
            "webhook-signature",
            client.sign(uid, late, BODY));
    assertThat(post(address, replayed, BODY).status()).isEqualTo(401);
  }

  @Test
  void svixClientIsAccepted() throws Exception {
    String signature = new com.svix.Webhook(WHSEC).sign(uid, now, BODY);
    assertAccepted(
        trigger("svix", WHSEC, "null"),
        Map.of("svix-id", uid, "svix-timestamp", "" + now, "svix-signature", signature));
  }

  @Test
  void stripeClientIsAccepted() throws Exception {
    String signature = Signature.generateSignatureHeader(BODY, WHSEC, now);
    assertAccepted(trigger("stripe", WHSEC, "null"), Map.of("Stripe-Signature", signature));
  }

  @Test
  @Tag("T5")
  void slackClientIsAcceptedWithItsHandshake() {
    String secret = "8f742231b10e8888abcd99yyyzzz85a5";
    SlackSignature.Generator slack = new SlackSignature.Generator(secret);
    String address =
        triggers.create(
            Json.read(
                "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"slack\", \"secret\": \""
                    + secret
                    + "\"}, \"handshake\": {\"provider\": \"slack\"}}"));
    assertAccepted(address, slackHeaders(slack, BODY));
    String challenge =
        "{\"token\": \"x\", \"challenge\": \"3eZbrw1aBm2rZgRNFdxV\", \"type\": \"url_verification\"}";
    Wire.Answer answer = post(address, slackHeaders(slack, challenge), challenge);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Json.read(answer.body()))
        .isEqualTo(Json.object().put("challenge", "3eZbrw1aBm2rZgRNFdxV"));
    assertThat(post(address, slackHeaders(slack, BODY), challenge).status()).isEqualTo(401);
  }

  @Test
  void gitHubClientIsAccepted() throws Exception {
    boolean isThere = Files.isDirectory(CLIENTS.resolve("node_modules"));
    if (!isThere) {
      System.out.println("skipped: GitHub's client needs Node.js and npm install in " + CLIENTS);
    }
    assumeTrue(isThere, "GitHub's client is not installed");
    String secret = "It's a Secret to Everybody";
    assertAccepted(
        trigger("github", secret, "null"), Map.of("X-Hub-Signature-256", octokit(secret)));
  }

  /** Runs {@code @octokit/webhooks-methods}, GitHub's own client. */
  private static String octokit(String secret) throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder("node", "github.js", secret)
            .directory(CLIENTS.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream body = node.getOutputStream()) {
      body.write(BODY.getBytes(StandardCharsets.UTF_8));
    }
    String signature =
        new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(node.waitFor()).isZero();
    return signature;
  }

  private Map<String, String> slackHeaders(SlackSignature.Generator slack, String body) {
    return Map.of(
        SlackSignature.HeaderNames.X_SLACK_REQUEST_TIMESTAMP,
        "" + now,
        SlackSignature.HeaderNames.X_SLACK_SIGNATURE,
        slack.generate("" + now, body));
  }

  private void assertAccepted(String address, Map<String, String> headers) {
    Wire.Answer answer = post(address, headers, BODY);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    JsonNode runtime = Json.read(answer.body()).at("/results/0/output/runtime");
    assertThat(runtime).isEqualTo(Json.read(BODY));
    assertThat(post(address, headers, BODY.replace("1.10", "1.11")).status()).isEqualTo(401);
    assertThat(post(address, Map.of(), BODY).status()).isEqualTo(401);
  }

  private Wire.Answer post(String address, Map<String, String> headers, String body) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    all.put("Prefer", "wait=10");
    return wire.send(new Wire.Request("POST", address, all, body, StandardCharsets.UTF_8));
  }

  private String trigger(String scheme, String secret, String uidFrom) {
    return triggers.create(
        Json.read(
            "{\"workflow\": \"greet\", \"uidFrom\": "
                + uidFrom
                + ", \"signature\": {\"scheme\": \""
                + scheme
                + "\", \"secret\": \""
                + secret
                + "\"}}"));
  }
}
