package drawbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Json;
import drawbridge.system.Server;
import java.net.http.HttpResponse;
import java.util.UUID;

/** A workspace of its own for one class, on the server that classes share. */
record Tenant(Server server, String name) {

  /** Of every one of them. */
  static final String SECRET = "secret-of-a-tenant";

  /** Makes the workspace. */
  static Tenant of(Server server) {
    Tenant tenant = new Tenant(server, "w-" + UUID.randomUUID());
    tenant.put("", "application/json", "{\"secret\": \"" + SECRET + "\"}");
    return tenant;
  }

  /** Saves a workflow, or its next version. */
  void save(String workflow, String text) {
    put("/workflows/" + workflow, "application/yaml", text);
  }

  private void put(String path, String mediaType, String body) {
    HttpResponse<String> answer = server.admin("PUT", "workspaces/" + name + path, mediaType, body);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  /** A webhook; the answer's body. */
  String post(String body) {
    return server.postWith(SECRET, "/api/inbound/" + name, body).body();
  }

  /** A webhook that starts one run; the run's id. */
  String run(String body) {
    return Json.read(post(body)).at("/results/0/runId").asText();
  }

  /** All runs, as the operators' API tells them. */
  String runs() {
    return server.admin("GET", "workspaces/" + name + "/runs", "application/json", "").body();
  }

  /** The address of a page of this workspace; more parameters may follow. */
  String at(String file) {
    return file + "?workspace=" + name;
  }
}
