package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static drawbridge.system.Admin.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.openapi.Description;
import drawbridge.platform.json.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication of the operators' API, and replies outside of its calls. */
@ExtendWith(SharedServer.class)
class AdminAccessST {

  private final Server server;
  private final Admin admin;

  AdminAccessST(Server server) {
    this.server = server;
    this.admin = new Admin(server.base());
  }

  @Test
  void allWrongCredentialsGetTheSameReply() {
    String long5000 = "x".repeat(5000);
    List<String> strangers =
        List.of(
            "",
            "Basic",
            "Basic ",
            "Basic ???",
            "Basic YWRtaW4=",
            "Basic //8=",
            "Bearer " + Server.PASSWORD,
            "Digest username=admin",
            basic("admin", "wrong"),
            basic("admin", Server.PASSWORD + " "),
            basic("Admin", Server.PASSWORD),
            basic("unknown", Server.PASSWORD),
            basic("' or 1=1 --", "x"),
            basic("admin", long5000));
    Set<JsonNode> answers = new HashSet<>();
    for (String header : strangers) {
      Admin.Reply reply =
          admin
              .send("GET", WORKSPACES, Map.of("Authorization", header), new byte[0])
              .problem(401, "unauthenticated");
      assertThat(reply.header("WWW-Authenticate"))
          .isEqualTo("Basic realm=\"Drawbridge\", charset=\"UTF-8\"");
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      answers.add(((ObjectNode) reply.json()).without("requestId"));
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  void unauthenticatedCallsChangeAndLearnNothing() {
    for (String path : List.of(WORKSPACES + "/default", WORKSPACES + "/none")) {
      Map<String, String> stranger = Map.of("Authorization", basic("admin", "wrong password"));
      admin.send("DELETE", path, stranger, new byte[0]).problem(401, "unauthenticated");
      admin.send("PUT", path, stranger, new byte[0]).problem(401, "unauthenticated");
      admin
          .send("GET", path + "/runs?limit=x", stranger, new byte[0])
          .problem(401, "unauthenticated");
    }
    admin.get(WORKSPACES + "/default").expect(200);
    assertThat(server.logged()).doesNotContain("wrong password", Server.PASSWORD, Server.SECRET);
  }

  @Test
  void pageOfAnotherSiteChangesNothing() {
    Map<String, String> crossSite = Map.of("Sec-Fetch-Site", "cross-site");
    admin.send("PUT", WORKSPACES + "/forged", crossSite, new byte[0]).problem(403, "cross-site");
    admin.get(WORKSPACES + "/forged").problem(404, "not-found");
    admin.send("GET", WORKSPACES, crossSite, new byte[0]).expect(200);
  }

  @Test
  void everyChangeIsRefusedWhenItMayComeFromAPage() {
    String audit = audit();
    int changes = 0;
    for (String operation : Description.ours().operations().keySet()) {
      String[] parts = operation.split(" ", 2);
      if (parts[1].startsWith("/api/admin") && !parts[0].equals("GET")) {
        changes++;
        String path = parts[1].replaceAll("\\{\\w+}", AdminSuite.UNKNOWN);
        refused(parts[0], path, Map.of("Origin", "http://other.test")).problem(403, "cross-site");
        refused(parts[0], path, Map.of("Origin", "null")).problem(403, "cross-site");
        refused(parts[0], path, Map.of("Origin", origin())).problem(403, "cross-site");
        refused(parts[0], path, Map.of("Cookie", "a=b")).problem(403, "cross-site");
        for (String form :
            List.of("text/plain", "multipart/form-data", "application/x-www-form-urlencoded")) {
          refused(parts[0], path, Map.of("Content-Type", form))
              .problem(415, "unsupported-media-type");
        }
      }
    }
    assertThat(changes).isGreaterThan(35);
    assertThat(audit()).isEqualTo(audit);
  }

  private Admin.Reply refused(String method, String path, Map<String, String> headers) {
    return admin.send(method, path, headers, new byte[0]);
  }

  private String origin() {
    return "http://" + server.base().getAuthority();
  }

  private String audit() {
    return admin.get("/api/admin/audit?limit=5").expect(200).http().body();
  }

  @Test
  void pageOfThisServerAndScriptsOfNodeMayChange() {
    String path = WORKSPACES + "/from-a-page";
    Map<String, String> own = Map.of("Origin", origin(), "X-Drawbridge-Request", "1");
    admin.send("PUT", path, own, new byte[0]).expect(201);
    admin.send("DELETE", path, Map.of("Sec-Fetch-Mode", "cors"), new byte[0]).expect(204);
  }

  @Test
  void noChangeActsOnASafeMethod() {
    String audit = audit();
    for (String operation : Description.ours().operations().keySet()) {
      String path = operation.split(" ", 2)[1].replace("{workspace}", "default");
      if (path.startsWith("/api/admin")) {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
          Map<String, String> asked = Map.of("X-HTTP-Method-Override", "DELETE");
          String filled = path.replaceAll("\\{\\w+}", AdminSuite.UNKNOWN);
          admin.send(method, filled + "?_method=DELETE&method=DELETE", asked, new byte[0]);
        }
      }
    }
    assertThat(audit()).isEqualTo(audit);
    admin.get(WORKSPACES + "/default").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/", "/api/none", "/api/admin", "/api/application.wadl"})
  void unknownAddressGetsAProblemWithAHint(String path) {
    assertThat(admin.get(path).problem(404, "not-found").text("/detail")).contains("/openapi");
  }

  @Test
  void unsupportedMethodGetsAllow() {
    for (String method : List.of("POST", "PATCH", "BREW", "OPTIONS")) {
      Admin.Reply reply = admin.send(method, WORKSPACES + "/default", Map.of(), new byte[0]);
      reply.problem(405, "method-not-allowed");
      assertThat(reply.header("Allow")).contains("GET", "PUT", "DELETE");
      assertThat(reply.text("/detail")).contains("GET", "PUT", "DELETE");
    }
  }

  @Test
  void headAnswersWithoutABody() {
    Admin.Reply head = admin.send("HEAD", WORKSPACES + "/default", Map.of(), new byte[0]);
    assertThat(head.expect(200).http().body()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo(JSON);
  }

  @Test
  void problemsAreJsonWhateverTheCallerAccepts() {
    admin.get(WORKSPACES + "/none", "text/html").problem(404, "not-found");
    admin.get(WORKSPACES + "/none", "application/xml;q=0.1").problem(404, "not-found");
  }

  @Test
  void openApiDocumentIsServedAsYamlAndJson() {
    HttpResponse<String> yaml = server.get("/openapi", Map.of());
    HttpResponse<String> json = server.get("/openapi", Map.of("Accept", JSON));

    assertThat(yaml.headers().firstValue("Content-Type")).contains("application/yaml");
    assertThat(yaml.body()).isEqualTo(Description.text());
    assertThat(json.headers().firstValue("Content-Type")).contains(JSON);
    for (String text : List.of(yaml.body(), json.body())) {
      assertThat(new OpenAPIV3Parser().readContents(text).getMessages()).isEmpty();
    }
    assertThat(Json.read(json.body()).at("/info/title").asText()).isEqualTo("Drawbridge");
    admin.get("/openapi", "text/html").problem(406, "not-acceptable");
  }

  @Test
  void logContainsNoSecret() {
    String body = "{\"secret\": \"never to be logged\", \"overlap\": \"PT0S\"}";
    admin.put(WORKSPACES + "/quiet", JSON, body.replace(", \"overlap\": \"PT0S\"", "")).expect(201);
    admin.post(WORKSPACES + "/quiet/secrets", body).expect(201);
    admin.post(WORKSPACES + "/quiet/secrets", body + "x").problem(400, "malformed-request");
    admin.webhook("quiet", "never to be logged", "{").expect(400);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_16);
    admin
        .send("POST", WORKSPACES + "/quiet/secrets", Map.of("Content-Type", JSON), bytes)
        .expect(400);
    assertThat(server.logged()).doesNotContain("never to be logged");
    admin.delete(WORKSPACES + "/quiet").expect(204);
  }
}
