package drawbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import drawbridge.system.Server;
import java.net.http.HttpResponse;
import java.util.UUID;

/** A workspace for one test class on the shared server. */
record Tenant(Server server, String name) {

  /** The secret of every test workspace. */
  static final String SECRET = "secret-of-a-tenant";

  /** Creates the workspace. */
  static Tenant of(Server server) {
    Tenant tenant = new Tenant(server, "w-" + UUID.randomUUID());
    tenant.put("", "application/json", "{\"secret\": \"" + SECRET + "\"}");
    return tenant;
  }

  /** Saves a version of a workflow. */
  void save(String workflow, String text) {
    put("/workflows/" + workflow, "application/yaml", text);
  }

  private void put(String path, String mediaType, String body) {
    HttpResponse<String> response =
        server.admin("PUT", "workspaces/" + name + path, mediaType, body);
    assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
  }

  /** Sends a webhook and returns the response body. */
  String post(String body) {
    return server.postWith(SECRET, "/api/inbound/" + name, body).body();
  }

  /** Sends a webhook that starts one run and returns the run's id. */
  String run(String body) {
    return Json.read(post(body)).at("/results/0/runId").asText();
  }

  /** Returns the runs of the workspace as JSON of the operators' API. */
  String runs() {
    return server.admin("GET", "workspaces/" + name + "/runs", "application/json", "").body();
  }

  /** Returns the URL of a page in this workspace; more parameters may follow. */
  String at(String file) {
    return file + "?workspace=" + name;
  }
}
