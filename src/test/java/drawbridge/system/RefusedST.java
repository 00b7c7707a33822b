package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Refused deliveries of a trigger, and requests to unknown URLs, through the API. */
class RefusedST extends AdminSuite {

  private final Server server;
  private final String trigger = workspace + "/triggers/refusing";

  RefusedST(Server server) {
    super(server);
    this.server = server;
  }

  @Test
  @Tag("T12")
  void wholeRequestIsKeptAndSentOnce() {
    String url = save("[\"application/json\"]");
    assertThat(send(url, "text/plain", "good morning")).isEqualTo(415);
    String id = await(trigger + "/refused", "/refused/0/id");

    JsonNode shown = admin.get(trigger + "/refused/" + id).expect(200).json();
    assertThat(shown.at("/delivery/reason").asText()).isEqualTo("unsupported-media-type");
    assertThat(shown.at("/contentType").asText()).isEqualTo("text/plain");
    assertThat(shown.toString()).doesNotContain(url.replaceFirst(".*/", ""));
    admin.post(trigger + "/refused/" + id + "/send").problem(422, "refused-again");

    save("[\"text/plain\"]");
    JsonNode sent = admin.post(trigger + "/refused/" + id + "/send").expect(200).json();
    assertThat(sent.path("outcome").asText()).isEqualTo("accepted");
    JsonNode again = admin.post(trigger + "/refused/" + id + "/send").expect(200).json();
    assertThat(again).isEqualTo(sent);
    awaitStatus(sent.path("runId").asText(), "succeeded");
  }

  @Test
  @Tag("T10")
  @Tag("T12")
  void elementIsSentAfterItsConditionIsCorrected() {
    String url = saveSetup(routed(".runtime.n | startswith(\\\"a\\\")"));
    assertThat(send(url, "application/json", "[{\"n\": \"a\"}, {\"n\": 7}]")).isEqualTo(207);
    String id = await(trigger + "/refused", "/refused/0/id");
    assertThat(
            admin
                .get(trigger + "/refused/" + id)
                .expect(200)
                .json()
                .at("/delivery/reason")
                .asText())
        .isEqualTo("condition-failed");
    admin.post(trigger + "/refused/" + id + "/send").problem(422, "refused-again");

    saveSetup(routed(".request.body | length == 2"));
    JsonNode sent = admin.post(trigger + "/refused/" + id + "/send").expect(200).json();
    assertThat(sent.path("outcome").asText()).isEqualTo("accepted");
    awaitStatus(sent.path("runId").asText(), "succeeded");
  }

  @Test
  @Tag("T12")
  void unverifiedRequestIsNotKept() {
    String url =
        admin
            .put(
                trigger,
                JSON,
                "{\"workflow\": \"hello\", \"signature\": {\"scheme\": \"github\", \"secret\": \"a secret"
                    + " of the sender\"}, \"keepRefused\": 5}")
            .expect(201)
            .text("/url");
    assertThat(send(url, "application/json", "{}")).isEqualTo(401);
    assertThat(send(url, "text/plain", "x".repeat(2 << 20))).isEqualTo(413);
    await(workspace + "/rejections", "/rejections/1/reason"); // written at the same time
    assertThat(admin.get(trigger + "/refused").expect(200).json().at("/refused")).isEmpty();
  }

  @Test
  @Tag("R9")
  void unknownUrlIsShownByItsBeginningAndDigest() {
    Map<String, String> wrong = Map.of("Inbound-Webhook-Secret", "wrong", "Authorization", "");
    assertThat(admin.send("POST", "/api/inbound/" + name, wrong, new byte[0]).status())
        .isEqualTo(401); // the node knows the workspace from here on
    String id = "unknown_" + name + "_0123456789";
    String url = server.base() + "/api/inbound/" + name + "/triggers/" + id;
    assertThat(send(url, "application/json", "{}")).isEqualTo(404);
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(admin.get("/api/admin/unknown-urls").expect(200).http().body())
                    .contains("\"prefix\":\"unknow\"", "\"workspace\":\"" + name + "\"")
                    .doesNotContain(id));
  }

  private String save(String mediaTypes) {
    return saveSetup(
        "{\"workflow\": \"hello\", \"keepRefused\": 5, \"mediaTypes\": %s}".formatted(mediaTypes));
  }

  private String saveSetup(String setup) {
    return admin.put(trigger, JSON, setup).text("/url");
  }

  private static String routed(String condition) {
    return "{\"split\": \"\", \"routes\": [{\"when\": \"%s\", \"workflow\": \"hello\"}]}"
        .formatted(condition);
  }

  private int send(String url, String type, String body) {
    return admin
        .send(
            "POST",
            url.substring(server.base().toString().length()),
            Map.of("Content-Type", type, "Authorization", ""),
            body.getBytes(StandardCharsets.UTF_8))
        .status();
  }

  private String await(String path, String pointer) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> admin.get(path).expect(200).json().at(pointer).asText(""),
            text -> !text.isEmpty());
  }
}
