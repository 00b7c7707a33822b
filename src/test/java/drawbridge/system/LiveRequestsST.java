package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.basic;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The stream of requests, as scripts read it. */
class LiveRequestsST extends AdminSuite {

  private static final String PASSWORD = "a-long-password-of-a-reader";
  private static final int MOST_OF_ONE = 32;

  private final Server server;

  LiveRequestsST(Server server) {
    super(server);
    this.server = server;
  }

  private EventReader open(String query, String last) {
    return open("admin", Server.PASSWORD, query, last);
  }

  private EventReader open(String user, String password, String query, String last) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", basic(user, password));
    if (!last.isEmpty()) {
      headers.put("Last-Event-ID", last);
    }
    return EventReader.open(
        URI.create(server.base() + workspace + "/requests/live" + query), headers);
  }

  private String send(String path, String body, int expected) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers =
        Map.of("Content-Type", JSON, "Inbound-Webhook-Secret", SECRET, "Authorization", "");
    return admin.send("POST", path, headers, bytes).expect(expected).text("/requestId");
  }

  private String greet(String who) {
    String body = Json.write(Json.object().put("workflow", "hello").put("name", who));
    return send("/api/inbound/" + name, body, 202);
  }

  private static void await(EventReader reader, List<String> ids) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(reader.ids()).containsExactlyElementsOf(ids));
  }

  @Test
  void acceptedAndRefusedRequestsArriveAndFiltersDecide() {
    String setup = "{\"workflow\": \"hello\", \"keepRefused\": 5}";
    String url = admin.put(workspace + "/triggers/hook", JSON, setup).expect(201).text("/url");
    String trigger = URI.create(url).getPath();
    try (EventReader all = open("", "");
        EventReader ofTrigger = open("?trigger=hook&status=4xx", "");
        EventReader withText = open("?q=LOVELACE", "")) {
      String ada = greet("Lovelace");
      String joan = greet("Joan");
      String refused = send(trigger, "{", 400);
      await(all, List.of(ada, joan, refused));
      await(ofTrigger, List.of(refused));
      await(withText, List.of(ada));
    }
  }

  @Test
  void clientContinuesAfterItsLastEvent() {
    String first;
    try (EventReader reader = open("", "")) {
      first = greet("one");
      await(reader, List.of(first));
    }
    List<String> missed = List.of(greet("two"), greet("three"));
    try (EventReader reader = open("", first)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(() -> assertThat(reader.ids()).containsAll(missed));
      assertThat(reader.ids()).doesNotContain(first);
    }
    admin
        .send("GET", workspace + "/requests/live", Map.of("Last-Event-ID", "x"), new byte[0])
        .problem(400, "malformed-request");
    admin.get(workspace + "/requests/live?trigger=none").problem(404, "not-found");
    admin.get(workspace + "/requests/live?cursor=" + UNKNOWN).problem(400, "malformed-request");
  }

  @Test
  void operatorHasALimitOfStreamsThatClosedOnesReturn() {
    String operator = "reader-" + name;
    String viewer = Json.write(Json.object().put("role", "viewer").put("password", PASSWORD));
    admin.put("/api/admin/operators/" + operator, JSON, viewer).expect(201);
    List<EventReader> readers = new ArrayList<>();
    for (int i = 0; i < MOST_OF_ONE; i++) {
      readers.add(open(operator, PASSWORD, "", ""));
    }
    assertThat(readers).allMatch(it -> it.status() == 200);
    assertThat(open(operator, PASSWORD, "", "").status()).isEqualTo(429);
    String id = greet("all");
    readers.forEach(it -> await(it, List.of(id)));
    assertThat(server.statusOf("/health/ready")).isEqualTo(200);

    readers.forEach(EventReader::close);
    admin.delete("/api/admin/operators/" + operator).expect(204);
    assertThat(open(operator, PASSWORD, "", "").status()).isEqualTo(401);
    Awaitility.await() // a write to a closed connection fails
        .atMost(Duration.ofSeconds(30))
        .until(() -> open("", "").status() == 200 && greet("more") != null);
  }
}
