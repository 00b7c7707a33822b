package drawbridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Creates triggers in the workspace {@code default} through the API. */
public final class TriggersOverHttp {

  private final Wire wire;
  private final String authorization;

  public TriggersOverHttp(Wire wire, String password) {
    this.wire = wire;
    byte[] credentials = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /**
   * Creates a trigger with a new name.
   *
   * @return the path of its URL
   */
  public String create(JsonNode setup) {
    Wire.Answer answer =
        wire.send(
            new Wire.Request(
                "PUT",
                "/api/admin/workspaces/default/triggers/case-" + UUID.randomUUID(),
                Map.of("Authorization", authorization, "Content-Type", "application/json"),
                Json.write(setup),
                StandardCharsets.UTF_8));
    if (answer.status() != 201) {
      throw new IllegalStateException(
          "cannot create the trigger: " + answer.status() + " " + answer.body());
    }
    return URI.create(Json.read(answer.body()).path("url").asText()).getPath();
  }
}
