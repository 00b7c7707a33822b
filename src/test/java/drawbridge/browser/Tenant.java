package drawbridge.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import drawbridge.platform.Json;
import drawbridge.system.Server;
import java.net.http.HttpResponse;
import java.util.UUID;

/** A workspace of its own for one class, on the server that classes share. */
record Tenant(Server server, String name) {

  private static final String SECRET = "secret-of-a-tenant";

  /** Makes the workspace. */
  static Tenant of(Server server) {
    Tenant tenant = new Tenant(server, "w-" + UUID.randomUUID());
    tenant.put("", "application/json", "{\"secret\": \"" + SECRET + "\"}");
    return tenant;
  }

  /** Saves a new workflow. */
  void save(String workflow, String text) {
    put("/workflows/" + workflow, "application/yaml", text);
  }

  private void put(String path, String mediaType, String body) {
    HttpResponse<String> answer = server.admin("PUT", "workspaces/" + name + path, mediaType, body);
    assertEquals(201, answer.statusCode(), answer.body());
  }

  /** A webhook; the answer's body. */
  String post(String body) {
    return server.postWith(SECRET, "/api/inbound/" + name, body).body();
  }

  /** A webhook that starts one run; the run's id. */
  String run(String body) {
    return Json.read(post(body)).at("/results/0/runId").asText();
  }

  /** The address of a page of this workspace; more parameters may follow. */
  String at(String file) {
    return file + "?workspace=" + name;
  }
}
