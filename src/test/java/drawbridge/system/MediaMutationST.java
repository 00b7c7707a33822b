package drawbridge.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.TriggersOverHttp;
import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import drawbridge.inbound.body.MediaMutations;
import drawbridge.platform.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No mutated body of any media type leads to a 5xx, and the server continues. */
@ExtendWith(SharedServer.class)
class MediaMutationST {

  private static final int REQUESTS = 2_000;
  private static final Set<Integer> PROBLEMS = Set.of(400, 413, 415);

  private final Server server;

  MediaMutationST(Server server) {
    this.server = server;
  }

  @Test
  @Tag("T6")
  @Tag("R9")
  void everyMutationGetsAReplyOfTheContract() {
    long seed = Long.getLong("drawbridge.seed", 20_261_129L);
    MediaMutations mutations = new MediaMutations(seed);
    Wire wire = new WireOverHttp(server.base());
    String trigger =
        new TriggersOverHttp(wire, Server.PASSWORD).create(Json.read(MediaMutations.SETUP));
    TreeMap<Integer, Integer> seen = new TreeMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      MediaMutations.Mutation mutation = mutations.next();
      Wire.Answer answer =
          wire.send(request(mutation, i % 4 == 0 ? "/api/inbound/default" : trigger));
      check(answer, "seed " + seed + ", mutation " + i + ": " + mutation + " -> " + answer);
      seen.merge(answer.status(), 1, Integer::sum);
    }
    assertThat(seen.keySet()).contains(202, 400, 415);
    assertThat(server.post("{\"workflow\": \"greet\"}").statusCode()).isEqualTo(202);
  }

  private static Wire.Request request(MediaMutations.Mutation mutation, String path) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Inbound-Webhook-Secret", Server.SECRET);
    if (!mutation.type().isEmpty()) {
      headers.put("Content-Type", mutation.type());
    }
    if (!mutation.encoding().isEmpty()) {
      headers.put("Content-Encoding", mutation.encoding());
    }
    return new Wire.Request("POST", path, headers, mutation.text(), ISO_8859_1);
  }

  private static void check(Wire.Answer answer, String which) {
    if (answer.status() == 202) {
      return;
    }
    assertThat(answer.status()).as(which).isIn(PROBLEMS);
    assertThat(answer.mediaType()).as(which).isEqualTo("application/problem+json");
    JsonNode problem = Json.read(answer.body());
    assertThat(problem.path("status").asInt()).as(which).isEqualTo(answer.status());
    assertThat(problem.path("detail").asText()).as(which).isNotBlank();
  }
}
