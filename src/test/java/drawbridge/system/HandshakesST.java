package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.contract.TriggersOverHttp;
import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The handshake of each provider as documented, over HTTP. Slack's own client signs in {@link
 * SenderClientsST}.
 */
@ExtendWith(SharedServer.class)
class HandshakesST {

  private static final Path EXAMPLES = Path.of("src/test/resources/drawbridge/provider/handshakes");
  private static final String TWITCH = "s3cRe7-of-twitch";

  private final Wire wire;
  private final TriggersOverHttp triggers;

  HandshakesST(Server server) {
    wire = new WireOverHttp(server.base());
    triggers = new TriggersOverHttp(wire, Server.PASSWORD);
  }

  @TestFactory
  @Tag("T5")
  Stream<DynamicTest> eachHandshakeGetsTheDocumentedReply() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.sorted().toList().stream()
          .filter(file -> !file.endsWith("slack.json"))
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      String.valueOf(file.getFileName()),
                      () -> assertAnswered(Json.read(Files.readString(file)))));
    }
  }

  private void assertAnswered(JsonNode example) throws GeneralSecurityException {
    String address = triggers.create(setup(example));
    Wire.Answer answer = wire.send(request(example, address));
    JsonNode expected = example.path("answer");
    assertThat(answer.status()).as(answer.body()).isEqualTo(expected.path("status").asInt());
    if (expected.has("mediaType")) { // otherwise the server sets one for HEAD
      assertThat(answer.mediaType()).isEqualTo(expected.path("mediaType").asText());
    }
    JsonNode body = expected.path("body");
    assertThat(answer.body()).isEqualTo(body.isContainerNode() ? Json.write(body) : body.asText());
    expected
        .path("headers")
        .properties()
        .forEach(
            header ->
                assertThat(answer.header(header.getKey()))
                    .contains(rounded(header.getKey(), header.getValue().asText())));
  }

  private static ObjectNode setup(JsonNode example) {
    ObjectNode setup = Json.object().put("workflow", "greet");
    ObjectNode handshake = example.path("settings").deepCopy();
    String needs = example.path("needs").asText();
    if (needs.equals("TOKEN") || needs.equals("SECRET")) {
      String member = needs.equals("TOKEN") ? "token" : "secret";
      handshake.put(member, example.at("/secrets/0").asText());
    }
    setup.set("handshake", handshake);
    if (needs.equals("HANDED_OVER")) {
      setup.putObject("signature").put("scheme", "asana");
    }
    if (example.path("signed").asBoolean()) {
      setup.putObject("signature").put("scheme", "twitch").put("secret", TWITCH);
    }
    if (example.has("perMinute")) {
      setup.putObject("rate").put("perSecond", example.path("perMinute").asInt() / 60);
    }
    return setup;
  }

  private static Wire.Request request(JsonNode example, String address)
      throws GeneralSecurityException {
    JsonNode request = example.path("request");
    JsonNode json = request.path("body");
    String body = json.isContainerNode() ? Json.write(json) : json.asText();
    Map<String, String> headers = new HashMap<>();
    if (!body.isEmpty()) {
      headers.put("Content-Type", "application/json");
    }
    request.path("headers").properties().forEach(h -> headers.put(h.getKey(), text(h.getValue())));
    if (example.path("signed").asBoolean()) {
      sign(headers, body);
    }
    String query =
        request.path("query").properties().stream()
            .map(each -> each.getKey() + "=" + encoded(text(each.getValue())))
            .collect(Collectors.joining("&"));
    return new Wire.Request(
        request.path("method").asText(),
        query.isEmpty() ? address : address + "?" + query,
        headers,
        body,
        StandardCharsets.UTF_8);
  }

  /** Signs id, time and body as Twitch documents it. */
  private static void sign(Map<String, String> headers, String body)
      throws GeneralSecurityException {
    String now = Instant.now().toString();
    headers.put("Twitch-Eventsub-Message-Timestamp", now);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(TWITCH.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    headers.putIfAbsent("Twitch-Eventsub-Message-Id", "befa7b53-d79d-478f-86b9-120f112b044e");
    String signed = headers.get("Twitch-Eventsub-Message-Id") + now + body;
    headers.put(
        "Twitch-Eventsub-Message-Signature",
        "sha256=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
  }

  /** A trigger's rate is a whole number of requests a second. */
  private static String rounded(String header, String value) {
    return header.equals("WebHook-Allowed-Rate") && !value.equals("*")
        ? String.valueOf(Integer.parseInt(value) / 60 * 60)
        : value;
  }

  private static String text(JsonNode value) {
    return value.isArray() ? value.path(0).asText() : value.asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
