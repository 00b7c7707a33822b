package drawbridge.inbound.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.platform.boundary.InertReply;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No reply to a sender can harm a browser that opens it. */
@Tag("T11")
class InertReplyTest {

  private static final String META = "?hub.mode=subscribe&hub.verify_token=%s&hub.challenge=42";

  private static WireInMemory wire;
  private static String trigger;

  @BeforeAll
  static void open() throws IOException {
    wire =
        new WireInMemory(Stores.h2(), "a secret")
            .workflows(ContractCases.DIRECTORY.resolve("workflows"));
    trigger =
        wire.trigger(
            Json.read(
                "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"meta\", \"token\":"
                    + " \"right-one\"}}"));
  }

  @AfterAll
  static void close() {
    wire.close();
  }

  @Test
  void eventsHandshakesAndRefusalsAreInert() {
    assertInert(202, send("POST", trigger, "{}"));
    assertInert(200, send("GET", trigger + META.formatted("right-one"), ""));
    assertInert(403, send("GET", trigger + META.formatted("wrong"), ""));
    assertInert(405, send("GET", trigger, ""));
    assertInert(405, send("OPTIONS", trigger, ""));
    assertInert(400, send("POST", trigger, "{"));
    assertInert(404, send("POST", trigger + "x", "{}"));
    assertInert(404, send("GET", trigger + "/x", ""));
    assertInert(401, send("POST", "/api/inbound/default", "{}"));
    assertInert(405, send("PATCH", "/api/inbound/default", "{}"));
  }

  @Test
  void refusalsOfEveryKindAreInert() {
    assertInert(415, sendAs("text/csv", trigger, "a"));
    String small = wire.trigger(Json.read("{\"workflow\": \"greet\", \"maxBody\": 1024}"));
    assertInert(413, send("POST", small, "{\"a\": \"" + "x".repeat(2_000) + "\"}"));
    String signed =
        wire.trigger(
            Json.read(
                "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"a-secret\"}}"));
    assertInert(401, send("POST", signed, "{}"));
    assertInert(401, send("HEAD", signed, ""));
    String slow =
        wire.trigger(
            Json.read("{\"workflow\": \"greet\", \"rate\": {\"perSecond\": 1, \"burst\": 1}}"));
    assertInert(202, send("POST", slow, "{}"));
    assertInert(429, send("POST", slow, "{}"));
  }

  @Test
  @Tag("T2")
  void unknownTriggersAnswerAlikeInEveryWorkspace() {
    String unknown = trigger.substring(0, trigger.length() - 2);
    Wire.Answer known = send("POST", unknown, "{}");
    for (String path :
        List.of(
            unknown.replace("/default/", "/nowhere/"),
            trigger.replace("/default/", "/nowhere/"),
            unknown + "x".repeat(200),
            "/api/inbound/default/triggers/%2e")) {
      Wire.Answer other = send("POST", path, "{}");
      assertThat(other.status()).as(path).isEqualTo(404);
      assertThat(other.headers()).as(path).isEqualTo(known.headers());
      assertThat(withoutId(other)).as(path).isEqualTo(withoutId(known));
    }
  }

  @Test
  @Tag("C1")
  void unknownWorkspacesAnswerAsWrongSecretsDo() {
    Wire.Answer missing = send("POST", "/api/inbound/default", "{}");
    for (String path : List.of("/api/inbound/default", "/api/inbound/nowhere")) {
      for (String secret : List.of("wrong", "")) {
        Wire.Answer wrong =
            wire.send(
                new Wire.Request(
                    "POST",
                    path,
                    Map.of("Content-Type", "application/json", "Inbound-Webhook-Secret", secret),
                    "{}",
                    StandardCharsets.UTF_8));
        assertThat(wrong.status()).as(path + secret).isEqualTo(401);
        assertThat(wrong.headers()).as(path + secret).isEqualTo(missing.headers());
        assertThat(withoutId(wrong)).as(path + secret).isEqualTo(withoutId(missing));
      }
    }
  }

  private static String withoutId(Wire.Answer answer) {
    return answer.body().replaceFirst("\"requestId\":\"[^\"]*\"", "");
  }

  private static Wire.Answer sendAs(String type, String path, String body) {
    return wire.send(
        new Wire.Request("POST", path, Map.of("Content-Type", type), body, StandardCharsets.UTF_8));
  }

  private static Wire.Answer send(String method, String path, String body) {
    return wire.send(
        new Wire.Request(
            method,
            path,
            Map.of("Content-Type", "application/json"),
            body,
            StandardCharsets.UTF_8));
  }

  private static void assertInert(int status, Wire.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers()).containsAllEntriesOf(InertReply.HEADERS);
  }
}
