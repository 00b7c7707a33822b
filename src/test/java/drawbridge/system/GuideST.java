package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drawbridge.platform.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the operators' guide and prints them with their output. */
@ExtendWith(SharedServer.class)
class GuideST {

  private static final String DEFAULT = WORKSPACES + "/default";

  @TempDir Path directory;
  private final Server server;
  private final Admin admin;
  private final Map<String, String> variables = new HashMap<>();

  GuideST(Server server) {
    this.server = server;
    this.admin = new Admin(server.base());
  }

  @BeforeEach
  void shell() {
    Shell.need("bash", "curl", "jq");
    String who = "admin:" + Server.PASSWORD;
    variables.putAll(
        Map.of(
            "SERVER",
            server.base().toString(),
            "ADMIN",
            who,
            "U",
            "-u " + who,
            "D",
            server.base() + DEFAULT));
  }

  @Test
  void missingWebhookIsFoundInTheLedger() {
    String uid = "order-" + UUID.randomUUID();
    HttpResponse<String> reply =
        server.post("{\"workflow\": \"failing\", \"uid\": \"" + uid + "\"}");
    String run = Json.read(reply.body()).at("/results/0/runId").asText();
    await().until(() -> admin.get(DEFAULT + "/runs/" + run).text("/status").equals("failed"));
    variables.put("SENT", uid);
    variables.put("REQUEST", Json.read(reply.body()).path("requestId").asText());
    variables.put("RUN", run);

    assertThat(missing("verify")).contains("\"accepted\"", run, "\"runStatus\":\"failed\"");
    assertThat(missing("by-request")).contains(run);
    assertThat(missing("by-text")).contains(run);
    assertThat(missing("run")).contains("\"status\": \"failed\"", "\"problem\": {");
    assertThat(missing("journal")).contains("/0\t", "failed");
    assertThat(missing("replay")).contains("\"location\"");
  }

  @Test
  void refusedWebhookIsFoundByItsReason() {
    assertThat(server.post("{\"workflow\": \"greting\"}").statusCode()).isEqualTo(422);
    assertThat(server.postWith("a wrong one", "/api/inbound/default", "{}").statusCode())
        .isEqualTo(401);
    await()
        .untilAsserted(
            () ->
                assertThat(missing("rejections"))
                    .contains("\tno-such-workflow\t", "'greting'", "\tunauthenticated\t"));
  }

  @Test
  void secretsAndPasswordsAreRotated() {
    String workspace = WORKSPACES + "/rotated-" + UUID.randomUUID();
    admin.put(workspace).expect(201);
    admin
        .put(
            workspace + "/workflows/greet",
            "application/yaml",
            """
            document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
            do: [{done: {set: {done: true}}}]
            """)
        .expect(201);
    admin
        .put(
            workspace + "/triggers/hub",
            JSON,
            "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"the-first\"}}")
        .expect(201);
    admin.put("/api/admin/operators/ada", JSON, "{\"role\": \"viewer\"}");
    variables.putAll(Map.of("D", server.base() + workspace, "TRIGGER", "hub", "NAME", "ada"));

    assertThat(rotate("rotate-secret")).contains("\"secret\"", "in force").contains("Z\n");
    assertThat(rotate("rotate-trigger")).contains("\"id\"", "old secret not in use");
    assertThat(rotate("rotate-password")).contains("\"name\":\"ada\"");
    String ada = Admin.basic("ada", "another-long-password");
    assertThat(admin.send("GET", WORKSPACES, Map.of("Authorization", ada), new byte[0]).status())
        .isEqualTo(200);
  }

  @Test
  @Tag("T5")
  void ownRowsVerifyAnswerAndCannotBeRemovedInUse() {
    Shell.need("openssl", "od", "jar");
    String workspace = WORKSPACES + "/rows-" + UUID.randomUUID();
    admin.put(workspace).expect(201);
    admin
        .put(
            workspace + "/workflows/greeting",
            "application/yaml",
            """
            document: {dsl: '1.0.0', namespace: tests, name: greeting, version: '1.0.0'}
            do: [{done: {set: {done: true}}}]
            """)
        .expect(201);
    variables.put("D", server.base() + workspace);

    assertThat(ownRows("own-signature")).isEqualTo("own:acme\nacme\n");
    assertThat(ownRows("own-signature-call")).isEqualTo("accepted\n401\n");
    assertThat(ownRows("own-handshake")).isEqualTo("own:acme\nc-4711\n403\n");
    assertThat(ownRows("own-change"))
        .contains(
            "409\nTriggers cannot use the changed row: trigger acme: /signature/signed: is missing.")
        .contains("/signature/scheme: requires a time that is within PT5M now, which the changed")
        .contains("409\nTriggers use the row: acme.")
        .contains("[\"signature\",\"own:acme\",true,[\"acme\"]]");
    assertThat(ownRows("own-export"))
        .contains("handshakes/acme.yaml\nsignatures/acme.yaml\ntriggers/acme.yaml\n");
  }

  private String ownRows(String block) {
    return printed("own-rows.md", block);
  }

  private String missing(String block) {
    return printed("missing-webhook.md", block);
  }

  private String rotate(String block) {
    return printed("rotate.md", block);
  }

  private String printed(String page, String block) {
    String answer = Shell.run(Guide.block(page, block), directory, variables);
    System.out.println(page + " " + block + ": " + answer.strip());
    return answer;
  }
}
