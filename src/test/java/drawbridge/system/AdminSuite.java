package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static drawbridge.system.Admin.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of the operators' API with a workspace and workflows for each test. */
@ExtendWith(SharedServer.class)
abstract class AdminSuite {

  static final String SECRET = "secret-of-this-workspace";
  static final String UNKNOWN = "01a20cde-4104-731a-8085-84d3e2b8d11f";
  static final String HELLO =
      """
      # says hello
      document: {dsl: '1.0.0', namespace: tests, name: hello, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: 'Hello, {{runtime.name}}!', price: 1.10}
      """;
  static final String NAP =
      """
      document: {dsl: '1.0.0', namespace: tests, name: nap, version: '1.0.0'}
      do:
        - nap:
            wait: {minutes: 10}
      """;
  static final String FAILS =
      """
      document: {dsl: '1.0.0', namespace: tests, name: fails, version: '1.0.0'}
      do:
        - stop:
            raise: {error: {type: 'https://example.org/broken', status: 500, title: Broken}}
      """;

  final Admin admin;
  final String name = "w-" + UUID.randomUUID();
  final String workspace = WORKSPACES + "/" + name;

  AdminSuite(Server server) {
    this.admin = new Admin(server.base());
  }

  @BeforeEach
  void createWorkspace() {
    admin.put(workspace, JSON, "{\"secret\": \"" + SECRET + "\"}").expect(201);
    admin.put(workspace + "/workflows/hello", YAML, HELLO).expect(201);
    admin.put(workspace + "/workflows/nap", YAML, NAP).expect(201);
    admin.put(workspace + "/workflows/fails", YAML, FAILS).expect(201);
  }

  boolean startsHello(String secret) {
    return admin.webhook(name, secret, "{\"workflow\": \"hello\"}").status() == 202;
  }

  List<String> found(String query) {
    List<String> ids = new ArrayList<>();
    admin
        .get(workspace + "/runs" + query)
        .expect(200)
        .json()
        .at("/runs")
        .forEach(run -> ids.add(run.at("/runId").asText()));
    return ids;
  }

  /** Starts a run and, unless it waits, awaits its end. */
  String run(String webhook) {
    return accepted(webhook, webhook.contains("nap") ? "" : "wait=10");
  }

  String accepted(String webhook, String prefer) {
    Map<String, String> headers =
        Map.of("Content-Type", JSON, "Inbound-Webhook-Secret", SECRET, "Prefer", prefer);
    byte[] body = webhook.getBytes(StandardCharsets.UTF_8);
    return admin
        .send("POST", "/api/inbound/" + name, headers, body)
        .expect(202)
        .text("/results/0/runId");
  }

  void awaitStatus(String run, String status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get(workspace + "/runs/" + run).text("/status").equals(status));
    assertThat(Instant.parse(admin.get(workspace + "/runs/" + run).text("/acceptedAt")))
        .isNotNull();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
