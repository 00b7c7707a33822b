package drawbridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Creates triggers in the workspace {@code default} through the API. */
public final class TriggersOverHttp {

  /** The providers that hand over their secret. */
  private static final Set<String> TAKING = Set.of("asana", "notion");

  private final Wire wire;
  private final String authorization;

  public TriggersOverHttp(Wire wire, String password) {
    this.wire = wire;
    byte[] credentials = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  private Wire.Answer send(String method, String path, String body) {
    Wire.Answer answer =
        wire.send(
            new Wire.Request(
                method,
                path,
                Map.of("Authorization", authorization, "Content-Type", "application/json"),
                body,
                StandardCharsets.UTF_8));
    if (answer.status() != 201) {
      throw new IllegalStateException(
          "cannot create the trigger: " + answer.status() + " " + answer.body());
    }
    return answer;
  }

  /**
   * Creates a trigger with a new name, and opens its window if its provider hands over the secret.
   *
   * @return the path of its URL
   */
  public String create(JsonNode setup) {
    String path = "/api/admin/workspaces/default/triggers/case-" + UUID.randomUUID();
    Wire.Answer answer = send("PUT", path, Json.write(setup));
    if (TAKING.contains(setup.at("/handshake/provider").asText())) {
      var unused = send("POST", path + "/window", "");
    }
    return URI.create(Json.read(answer.body()).path("url").asText()).getPath();
  }
}
