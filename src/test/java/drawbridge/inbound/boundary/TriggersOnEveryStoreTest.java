package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers of earlier versions, and events that a provider repeats in other arrays. */
@OnEveryStore
class TriggersOnEveryStoreTest {

  private static final int ROUNDS = 6;
  private static final String SECRET = "Inbound-Webhook-Secret";

  private final WireInMemory wire;

  TriggersOnEveryStoreTest(Store on) throws IOException {
    wire =
        new WireInMemory(on.open(), "a secret")
            .workflows(ContractCases.DIRECTORY.resolve("workflows"));
  }

  @AfterEach
  void tearDown() {
    wire.close();
  }

  @ParameterizedTest
  @Tag("T14")
  @CsvSource(
      delimiter = '|',
      value = {
        "/0/id | [E] | {'id': 'I'}",
        "/events/0/id | {'events': [E]} | {'id': 'I'}",
        "/entry/0/changes/0/value/messages/0/id | {'entry': [E]}"
            + " | {'changes': [{'value': {'messages': [{'id': 'I'}]}}]}",
        "/entry/0/changes/0/value/messages/0/id"
            + " | {'entry': [{'changes': [{'value': {'messages': [E]}}]}]} | {'id': 'I'}",
      })
  void aNewElementBesideARepeatedOneStartsARun(String pointer, String body, String element) {
    String path = stored("{\"workflow\":\"greet\",\"uidFrom\":{\"pointer\":\"" + pointer + "\"}}");
    String a = body(body, element, "a");
    Wire.Answer first = send(path, a);
    assertThat(first.status()).isEqualTo(202);
    assertThat(results(first).at("/0/uid").asText()).isEqualTo("a");
    Wire.Answer repeated = send(path, a);
    assertThat(repeated.status()).isEqualTo(200);
    assertThat(results(repeated).at("/0/status").asText()).isEqualTo("duplicate");

    Wire.Answer both = send(path, body(body, element, "a", "b"));
    assertThat(both.status()).as("the run has the new element").isEqualTo(202);
    JsonNode result = results(both).get(0);
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.has("uid")).isFalse();
    assertThat(result.path("withoutUid").asText())
        .isEqualTo("the array at " + pointer + " has more than one element, and each is an event");
    assertThat(result.path("runId")).isNotEqualTo(results(first).at("/0/runId"));
    assertThat(send(path, body(body, element, "b")).status())
        .as("the uid of the new element is not claimed")
        .isEqualTo(202);
  }

  @ParameterizedTest
  @Tag("T14")
  @ValueSource(
      strings = {
        ".runtime.events[0].id",
        ".runtime.events | first | .id",
        "first(.runtime.events[].id)",
        "limit(1; $context.runtime.events[].id)",
        ".request.body.events[0].id",
        ".runtime.events | map(.id) | .[0]",
        "[.runtime.events[].id] | first",
        ".runtime.events | sort_by(.id) | first | .id",
        ".runtime.events | min_by(.id).id",
        ".runtime.events[].id",
        "`event \\\\(.runtime.events[0].id)`",
        "`event ` + .runtime.events[0].id",
        ".runtime.events[0].id | ascii_upcase | . + `x`",
        "if .runtime.id then .runtime.id else .runtime.events[0].id end",
        ".runtime.id // (.runtime.events[0].id | ascii_upcase)",
        "nth(0; .runtime.events[]).id | tostring",
      })
  void aProgramOverAPositionClaimsOnlyTheOnlyElement(String program) {
    String path =
        stored(
            "{\"workflow\":\"greet\",\"uidFrom\":{\"jq\":\""
                + program.replace("`", "\\\"")
                + "\"}}");
    String one = "{\"tags\":[1,2],\"events\":[{\"id\":\"a\"}]}";
    assertThat(results(send(path, one)).at("/0").has("uid")).isTrue();
    assertThat(send(path, one).status()).isEqualTo(200);
    String two = "{\"tags\":[1],\"events\":[{\"id\":\"a\"},{\"id\":\"b\"}]}";
    Wire.Answer both = send(path, two);
    assertThat(both.status()).isEqualTo(202);
    assertThat(results(both).at("/0/withoutUid").asText())
        .isEqualTo(
            "the uid's jq program takes one element of an array with several, and each is an"
                + " event");
  }

  @ParameterizedTest
  @Tag("T14")
  @ValueSource(
      strings = {
        ".runtime.fields[] | select(.name == `id`) | .value",
        ".runtime.id // .runtime.fields[0].value",
        "[.runtime.fields[].value] | join(` `)",
      })
  void aProgramThatChoosesOtherwiseKeepsItsUid(String program) {
    String path =
        stored(
            "{\"workflow\":\"greet\",\"uidFrom\":{\"jq\":\""
                + program.replace("`", "\\\"")
                + "\"}}");
    String body =
        "{\"id\":\"7\",\"fields\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"id\",\"value\":\"2\"}]}";
    assertThat(send(path, body).status()).isEqualTo(202);
    assertThat(send(path, body).status()).isEqualTo(200);
  }

  @Test
  @Tag("T3")
  void jqReplacesUnpairedSurrogatesInUids() {
    String path =
        stored("{\"workflow\":\"greet\",\"uidFrom\":{\"jq\":\".runtime.code | [.] | implode\"}}");
    assertThat(results(send(path, "{\"code\":97}")).at("/0/uid").asText()).isEqualTo("a");
    for (int code : List.of(0xD800, 0xD801, 0xDFFF)) {
      Wire.Answer answer = send(path, "{\"code\":" + code + "}");
      assertThat(answer.status()).isIn(202, 200);
      assertThat(results(answer).at("/0/uid").asText()).isEqualTo("\uFFFD");
    }
  }

  @Test
  @Tag("T14")
  void aMemberNamedLikeAPositionHasItsUid() {
    String path = stored("{\"workflow\":\"greet\",\"uidFrom\":{\"pointer\":\"/0/id\"}}");
    String body = "{\"0\":{\"id\":\"a\"},\"more\":[1,2]}";
    assertThat(send(path, body).status()).isEqualTo(202);
    assertThat(send(path, body).status()).isEqualTo(200);
  }

  @Test
  @Tag("T14")
  void triggerOfThePreviousVersionAnswersAsBefore() {
    String path =
        wire.stored(
            Json.read("{'workflow':'greet'}".replace('\'', '"')),
            "{'workflow':'greet','stateValues':{'a':1.10},'secretRequired':true,'uidFrom':{'header':'X-Id'},"
                    .replace('\'', '"')
                + "'mediaTypes':['application/json'],'acceptedStatus':200,'rate':{'perSecond':50,'burst':90}}"
                    .replace('\'', '"'));
    Map<String, String> headers =
        Map.of("Content-Type", "application/json", "X-Id", "1", SECRET, "a secret");
    Wire.Answer accepted = send(path, headers, "{\"n\":1}");
    assertThat(accepted.status()).isEqualTo(200);
    assertThat(results(accepted).at("/0/status").asText()).isEqualTo("accepted");
    assertThat(results(accepted).at("/0/uid").asText()).isEqualTo("1");
    assertThat(accepted.header("RateLimit-Policy").orElse("")).contains("90");
    assertThat(results(send(path, headers, "{\"n\":1}")).at("/0/status").asText())
        .isEqualTo("duplicate");
    assertThat(send(path, "{\"n\":1}").status()).as("without the secret").isEqualTo(401);
  }

  /** The scheme signs the query, too; the URL of a stored trigger has none. */
  @Test
  @Tag("T14")
  void triggerWhoseSchemeHasChangedVerifiesAsBefore() throws GeneralSecurityException {
    String path =
        wire.stored(
            Json.read(
                "{\"workflow\":\"greet\",\"signature\":{\"scheme\":\"trello\",\"secret\":\"s-secret\"}}"),
            "{\"workflow\":\"greet\",\"stateValues\":{},\"secretRequired\":false,\"signature\":{\"scheme\":\"trello\"},"
                + "\"handshake\":{\"provider\":\"trello\"},\"mediaTypes\":[\"application/json\"],\"acceptedStatus\":202}");
    String body = "{\"action\":{\"id\":\"1\"}}";
    Map<String, String> signed =
        Map.of(
            "Content-Type",
            "application/json",
            "X-Trello-Webhook",
            hmacSha1("s-secret", body + "http://localhost" + path));
    assertThat(send(path, signed, body).status()).isEqualTo(202);
    assertThat(send(path + "?a=1", signed, body).status()).isEqualTo(401);
    assertThat(send(path, signed, body + " ").status()).isEqualTo(401);
  }

  @Test
  @Tag("D2")
  @Tag("T9")
  void eachElementOfConcurrentRequestsStartsOneRun() throws Exception {
    String path =
        wire.trigger(
            Json.read("{\"workflow\":\"greet\",\"split\":\"\",\"uidFrom\":{\"pointer\":\"/id\"}}"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String a = "{\"id\":\"a" + round + "\"}";
        String b = "{\"id\":\"b" + round + "\"}";
        List<String> bodies =
            List.of(
                "[" + a + "]",
                "[" + a + "," + b + "]",
                "[" + b + "," + a + "]",
                "[" + a + "," + b + "," + a + "]");
        CyclicBarrier together = new CyclicBarrier(bodies.size());
        List<CompletableFuture<Wire.Answer>> sent = new ArrayList<>();
        for (String body : bodies) {
          sent.add(
              CompletableFuture.supplyAsync(
                  () -> {
                    await(together);
                    return send(path, body);
                  },
                  threads));
        }
        List<JsonNode> results =
            sent.stream()
                .map(CompletableFuture::join)
                .flatMap(answer -> StreamSupport.stream(results(answer).spliterator(), false))
                .toList();
        assertOneRun(results, "a" + round, 5);
        assertOneRun(results, "b" + round, 3);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertOneRun(List<JsonNode> results, String uid, int times) {
    List<JsonNode> ofUid =
        results.stream().filter(it -> it.path("uid").asText().equals(uid)).toList();
    assertThat(ofUid).hasSize(times);
    assertThat(withStatus(ofUid, "accepted")).isEqualTo(1);
    assertThat(withStatus(ofUid, "duplicate")).isEqualTo(times - 1);
    assertThat(ofUid.stream().map(it -> it.path("runId").asText()).distinct()).hasSize(1);
  }

  private static long withStatus(List<JsonNode> results, String status) {
    return results.stream().filter(it -> it.path("status").asText().equals(status)).count();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String stored(String setup) {
    return wire.stored(Json.read("{\"workflow\":\"greet\"}"), setup);
  }

  private static String body(String body, String element, String... ids) {
    List<String> elements = new ArrayList<>();
    for (String id : ids) {
      elements.add(element.replace("I", id));
    }
    return body.replace("E", String.join(",", elements)).replace('\'', '"');
  }

  private Wire.Answer send(String path, String body) {
    return send(path, Map.of("Content-Type", "application/json"), body);
  }

  private Wire.Answer send(String path, Map<String, String> headers, String body) {
    return wire.send(new Wire.Request("POST", path, headers, body, UTF_8));
  }

  private static String hmacSha1(String key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA1"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
  }

  private static JsonNode results(Wire.Answer answer) {
    return Json.read(answer.body()).path("results");
  }
}
