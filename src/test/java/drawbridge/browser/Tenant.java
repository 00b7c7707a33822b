package drawbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
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
    var unused = put("/workflows/" + workflow, "application/yaml", text);
  }

  /** Saves a trigger and returns its URL. */
  String trigger(String trigger, String setup) {
    return Json.read(put("/triggers/" + trigger, "application/json", setup)).path("url").asText();
  }

  /** Returns what the operators' API answers below the workspace. */
  JsonNode get(String path) {
    return Json.read(
        server.admin("GET", "workspaces/" + name + path, "application/json", "").body());
  }

  /** Signs in as an operator who may only read. */
  ConsoleUser viewer(Browser browser) {
    String viewer = "viewer-of-" + name;
    String password = "a-long-password-of-" + name;
    HttpResponse<String> response =
        server.admin(
            "PUT",
            "operators/" + viewer,
            "application/json",
            "{\"role\": \"viewer\", \"password\": \"" + password + "\"}");
    assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
    return new ConsoleUser(browser, server, Viewport.WIDE_LIGHT).signIn(viewer, password);
  }

  private String put(String path, String mediaType, String body) {
    HttpResponse<String> response =
        server.admin("PUT", "workspaces/" + name + path, mediaType, body);
    assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
    return response.body();
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
