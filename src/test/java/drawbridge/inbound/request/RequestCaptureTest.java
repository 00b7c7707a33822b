package drawbridge.inbound.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Ids;
import drawbridge.platform.json.Json;
import drawbridge.provider.DeliveryPart;
import drawbridge.run.entity.Arrival;
import drawbridge.run.entity.RequestData;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C9")
class RequestCaptureTest {

  private static final Instant TIME = Instant.parse("2026-05-01T10:00:00.123Z");
  private static final String ADDRESS = "Ab-_9zQ";
  private static final DeliveryPart API_KEY = new DeliveryPart("X-Api-Key", null, null);
  private static final DeliveryPart TOKEN = new DeliveryPart(null, "token", null);

  @Test
  void namesAreInLowerCaseAndValuesAreJoined() {
    RequestData data =
        of(
            Map.of("X-Event", List.of("push"), "ACCEPT", List.of("a/b", "c/d")),
            Map.of("Tag", List.of("ä b", "c")));
    assertThat(data.headers()).isEqualTo(Map.of("accept", "a/b, c/d", "x-event", "push"));
    assertThat(data.query()).isEqualTo(Map.of("Tag", "ä b, c"));
    assertThat(data.truncated()).isFalse();
  }

  @Test
  void headersThatAuthenticateAreLeftOut() {
    assertThat(HiddenParts.ALWAYS).contains(WorkspaceAuthenticator.HEADER.toLowerCase(Locale.ROOT));
    RequestData data =
        of(
            Map.of(
                "AUTHORIZATION", List.of("Basic x"),
                "Proxy-Authorization", List.of("x"),
                "cookie", List.of("x"),
                "Inbound-Webhook-Secret", List.of("x"),
                "x-api-KEY", List.of("x"),
                "x-internal", List.of("x"),
                "X-Kept", List.of("y")),
            Map.of("token", List.of("x"), "Token", List.of("y")),
            HiddenParts.of(List.of("X-Internal")).with(List.of(API_KEY, TOKEN), ADDRESS));
    assertThat(data.headers()).isEqualTo(Map.of("x-kept", "y"));
    assertThat(data.query()).isEqualTo(Map.of("Token", "y"));
    assertThat(data.truncated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/triggers/Ab-_9zQ?x=1",
        "/triggers/%41b-_9zQ",
        "%2Ftriggers%2FAb%2D%5f9zQ",
        "https%253A%252F%252Fx%252FAb%252d%25255F9z%51",
        "Ab-_9zQAb-_9zQ",
        "/triggers/AB-_9ZQ",
        "/triggers/ab-_9zq?x=%20"
      })
  void idOfTheTriggerIsMasked(String value) {
    RequestData data =
        of(
            Map.of("X-Original-Uri", List.of(value)),
            Map.of("u", List.of(value), "x" + ADDRESS, List.of("")),
            HiddenParts.of(List.of()).with(List.of(), ADDRESS));
    String text = data.toText();
    assertThat(text).contains("***").doesNotContain(ADDRESS);
    assertThat(data.headers().get("x-original-uri")).doesNotContainIgnoringCase("9z");
    assertThat(data.query().get("u")).doesNotContainIgnoringCase("9z");
  }

  @Test
  void idOfTheTriggerIsMaskedInABody() {
    AddressMask mask = AddressMask.of(ADDRESS);
    byte[] body = ("\u00e4 " + ADDRESS + " %41b-_9zQ").getBytes(StandardCharsets.UTF_8);
    assertThat(new String(mask.masked(body), StandardCharsets.UTF_8)).isEqualTo("\u00e4 *** ***");
    byte[] other = {(byte) 0xff, 0};
    assertThat(mask.masked(other)).isEqualTo(other);
    assertThat(mask.masked(Json.read("{\"a\":[{\"b\":\"/AB-_9zQ\"},1,null]}")))
        .isEqualTo(Json.read("{\"a\":[{\"b\":\"/***\"},1,null]}"));
    assertThat(mask.masked(Json.read("{\"to /" + ADDRESS + "\":{\"aB-_9Zq\":1},\"a\":2}")))
        .isEqualTo(Json.read("{\"a\":2,\"to /***\":{\"***\":1}}"));
  }

  @Test
  void addressOfTheSenderIsStoredAndHiddenFromExpressions() {
    RequestData data = of(Map.of(), Map.of());
    assertThat(data.toJson().toString()).doesNotContain("192.0.2.7");
    assertThat(RequestData.stored(data.id(), data.toText()).arrival())
        .isEqualTo(Arrival.from("192.0.2.7"));
  }

  @Test
  @Tag("O2")
  void requestThatIsSentAgainSaysSo() {
    RequestData data =
        new RequestCapture(
                Ids.next(TIME.toEpochMilli()),
                "POST",
                Map.of(),
                Map.of(),
                HiddenParts.of(List.of()),
                Optional.empty(),
                Arrival.resent("first", true))
            .data();
    assertThat(data.toJson().path("resentFrom").asText()).isEqualTo("first");
    assertThat(data.toJson().path("edited").asBoolean()).isTrue();
    assertThat(RequestData.stored(data.id(), data.toText())).isEqualTo(data);
  }

  @Test
  void unknownIdMasksNothing() {
    assertThat(
            of(
                    Map.of("x-a", List.of("text")),
                    Map.of(),
                    HiddenParts.of(List.of()).with(List.of(), ""))
                .headers())
        .isEqualTo(Map.of("x-a", "text"));
  }

  @Test
  void atMostOneHundredHeadersAreKept() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 0; i < 101; i++) {
      headers.put("x-" + i, List.of("v"));
    }
    RequestData data = of(headers, Map.of());
    assertThat(data.headers()).hasSize(100);
    assertThat(data.truncated()).isTrue();
    headers.remove("x-0");
    assertThat(of(headers, Map.of()).truncated()).isFalse();
  }

  @Test
  void valuesAboveTheLimitAreLeftOutWhole() {
    RequestData data =
        of(
            Map.of("x-a", List.of("a".repeat(16_377)), "x-b", List.of("b")),
            Map.of("q", List.of("ä"), "r", List.of("x")));
    assertThat(data.headers()).containsOnlyKeys("x-a", "x-b");
    assertThat(data.query()).isEqualTo(Map.of());
    assertThat(data.truncated()).isTrue();
    RequestData larger =
        of(Map.of("x-a", List.of("a".repeat(20_000)), "x-b", List.of("b")), Map.of());
    assertThat(larger.headers()).isEqualTo(Map.of("x-b", "b"));
    assertThat(larger.truncated()).isTrue();
  }

  @Test
  void expressionsSeeOneObject() {
    RequestData data = of(Map.of("Content-Type", List.of("a/b; c=d")), Map.of("q", List.of("1")));
    JsonNode tree = data.toJson();
    assertThat(tree.at("/contentType").asText()).isEqualTo("a/b; c=d");
    assertThat(tree.at("/receivedAt").asText()).isEqualTo("2026-05-01T10:00:00.123Z");
    assertThat(tree.at("/method").asText()).isEqualTo("PUT");
    assertThat(tree.at("/trigger").asText()).isEqualTo("hook");
    assertThat(tree.at("/id").asText()).isEqualTo(data.id());
    assertThat(tree.has("truncated")).isFalse();
  }

  @Test
  void storedTextIsReadBack() {
    RequestData data =
        of(Map.of("X-A", List.of("\"\n\u0000é")), Map.of("q", List.of("1", "2"), "", List.of("")));
    assertThat(RequestData.stored(data.id(), data.toText())).isEqualTo(data);
    RequestData least =
        new RequestData(data.id(), "GET", Map.of(), Map.of(), Optional.empty(), true, false);
    assertThat(least.toText()).isEqualTo("{\"method\":\"GET\",\"truncated\":true}");
    assertThat(RequestData.stored(least.id(), least.toText())).isEqualTo(least);
  }

  @Test
  void secretsInTheBodyAreMasked() {
    HiddenParts hidden =
        HiddenParts.of(List.of())
            .with(
                List.of(
                    new DeliveryPart(null, null, "/token"),
                    new DeliveryPart(null, null, "/a/1/b~1c"),
                    new DeliveryPart(null, null, "/list/0"),
                    new DeliveryPart(null, null, "/absent/x")),
                ADDRESS);
    JsonNode body =
        Json.read(
            "{\"token\":{\"x\":1},\"a\":[1,{\"b/c\":\"s\",\"d\":1}],\"list\":[\"s\",2],\"e\":0}");
    assertThat(hidden.masked(body).toString())
        .isEqualTo(
            "{\"token\":\"***\",\"a\":[1,{\"b/c\":\"***\",\"d\":1}],\"list\":[\"***\",2],\"e\":0}");
  }

  @Test
  void nothingPrintsTheId() {
    HiddenParts hidden = HiddenParts.of(List.of()).with(List.of(), ADDRESS);
    assertThat(hidden + "" + capture(Map.of(), Map.of(), hidden)).doesNotContain(ADDRESS);
  }

  private static RequestData of(
      Map<String, List<String>> headers, Map<String, List<String>> query) {
    return of(headers, query, HiddenParts.of(List.of()));
  }

  private static RequestData of(
      Map<String, List<String>> headers, Map<String, List<String>> query, HiddenParts hidden) {
    return capture(headers, query, hidden).data();
  }

  private static RequestCapture capture(
      Map<String, List<String>> headers, Map<String, List<String>> query, HiddenParts hidden) {
    return new RequestCapture(
        Ids.next(TIME.toEpochMilli()),
        "PUT",
        headers,
        query,
        hidden,
        Optional.of("hook"),
        Arrival.from("192.0.2.7"));
  }
}
