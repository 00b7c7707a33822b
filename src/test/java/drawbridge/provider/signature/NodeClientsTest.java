package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.fixture.Deliveries;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.Delivery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The providers' own clients for Node.js agree with the schemes. Needs no server. */
@Tag("T4")
class NodeClientsTest {

  private static final Path CLIENTS = Path.of("src", "test", "clients");
  private static final String BODY = "{\"id\": \"evt_1\",  \"text\": \"Grüße, 世界\", \"n\": 1.10}";
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.123Z");

  @BeforeAll
  static void requireClients() {
    boolean isThere = Files.isDirectory(CLIENTS.resolve("node_modules").resolve("twilio"));
    if (!isThere) {
      System.out.println(
          "skipped: the providers' clients need Node.js and npm install in " + CLIENTS);
    }
    assumeTrue(isThere, "the providers' clients are not installed");
  }

  @Test
  void twilioFormIsGenuine() {
    String url = Example.URL + "?foo=1&bar=b%20c";
    ObjectNode form = Json.object().put("To", "+18005551212").put("Body", "Grüße & 世界=1");
    String signature =
        run(call("twilio", "auth-token").put("url", url).<ObjectNode>set("form", form));
    byte[] body = bytes("To=%2B18005551212&Body=Gr%C3%BC%C3%9Fe+%26+%E4%B8%96%E7%95%8C%3D1");
    Map<String, List<String>> headers =
        Map.of(
            "X-Twilio-Signature",
            List.of(signature),
            "Content-Type",
            List.of("application/x-www-form-urlencoded; charset=UTF-8"));
    Delivery genuine = Deliveries.of("POST", Example.URL, headers, "foo=1&bar=b%20c", body);
    assertGenuine("twilio", genuine, "auth-token");
    Delivery forged =
        Deliveries.of("POST", Example.URL, headers, "foo=1&bar=b%20c", bytes("To=1&Body=2"));
    assertRefused("twilio", forged, "auth-token");
  }

  @Test
  void hubSpotRequestIsGenuine() {
    String millis = String.valueOf(NOW.toEpochMilli());
    String signature =
        run(
            call("hubspot", "client-secret")
                .put("url", Example.URL + "?to=https://a.example/x")
                .put("body", BODY)
                .put("timestamp", millis));
    Map<String, List<String>> headers =
        Map.of(
            "X-HubSpot-Signature-v3",
            List.of(signature),
            "X-HubSpot-Request-Timestamp",
            List.of(millis));
    String query = "to=https%3A%2F%2Fa.example%2Fx";
    assertGenuine(
        "hubspot",
        Deliveries.of("POST", Example.URL, headers, query, bytes(BODY)),
        "client-secret");
    assertRefused(
        "hubspot", Deliveries.of("PUT", Example.URL, headers, query, bytes(BODY)), "client-secret");
  }

  @Test
  void standardWebhookIsGenuine() {
    String secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    String signature =
        run(
            call("standard-webhooks", secret)
                .put("id", "msg_1")
                .put("body", BODY)
                .put("timestamp", NOW.getEpochSecond()));
    Map<String, List<String>> headers =
        Map.of(
            "webhook-id",
            List.of("msg_1"),
            "webhook-timestamp",
            List.of(String.valueOf(NOW.getEpochSecond())),
            "webhook-signature",
            List.of(signature));
    assertGenuine(
        "standard-webhooks",
        Deliveries.of("POST", Example.URL, headers, null, bytes(BODY)),
        secret);
    assertRefused(
        "standard-webhooks",
        Deliveries.of("POST", Example.URL, headers, null, bytes(BODY + " ")),
        secret);
  }

  /** These clients only verify. */
  @ParameterizedTest
  @ValueSource(strings = {"sendgrid", "discord", "square"})
  void clientAndSchemeHaveTheSameVerdict(String scheme) {
    KnownRequest known = KnownRequest.of(scheme);
    for (KnownRequest each : List.of(known, known.with(known.body(), known.body() + " "))) {
      Delivery delivery = each.delivery();
      ObjectNode call =
          call(scheme, each.secret())
              .put("url", delivery.url() + delivery.query())
              .put("body", each.body())
              .put("signature", each.proof());
      delivery
          .header("X-Twilio-Email-Event-Webhook-Timestamp")
          .or(() -> delivery.header("X-Signature-Timestamp"))
          .ifPresent(time -> call.put("timestamp", time));
      assertThat(run(call)).isEqualTo(String.valueOf(each == known));
      assertThat(each.verdict() instanceof SignatureVerdict.Genuine).isEqualTo(each == known);
    }
  }

  private static ObjectNode call(String client, String secret) {
    return Json.object().put("client", client).put("secret", secret);
  }

  private static String run(ObjectNode call) {
    try {
      Process node =
          new ProcessBuilder("node", "providers.js")
              .directory(CLIENTS.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (OutputStream input = node.getOutputStream()) {
        input.write(bytes(Json.write(call)));
      }
      String output =
          new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(node.waitFor()).isZero();
      return output;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void assertGenuine(String scheme, Delivery delivery, String secret) {
    assertThat(verdict(scheme, delivery, secret)).isEqualTo(new SignatureVerdict.Genuine(0));
  }

  private static void assertRefused(String scheme, Delivery delivery, String secret) {
    assertThat(verdict(scheme, delivery, secret)).isEqualTo(SignatureVerdict.Refused.MISMATCH);
  }

  private static SignatureVerdict verdict(String scheme, Delivery delivery, String secret) {
    return Schemes.builtIn()
        .read(JsonBinding.object("{\"scheme\": \"" + scheme + "\"}"), new ArrayList<>())
        .orElseThrow()
        .check(delivery, List.of(secret), Example.KEYS, NOW);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
