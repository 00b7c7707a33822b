package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.Wire;
import drawbridge.contract.WireOverHttp;
import drawbridge.platform.json.Json;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every request gets a reply of the contract, and the server continues. */
@ExtendWith(SharedServer.class)
class MutationST {

  private static final int REQUESTS = 400;
  private static final Set<Integer> RECEIPTS = Set.of(200, 202, 207, 422);
  private static final Set<Integer> PROBLEMS = Set.of(400, 401, 413, 415);

  private final Server server;

  MutationST(Server server) {
    this.server = server;
  }

  @Test
  @Tag("R3")
  void everyMutationGetsAReplyOfTheContract() {
    long seed = Long.getLong("drawbridge.seed", 20_240_611L);
    Mutations mutations = new Mutations(seed);
    Wire wire = new WireOverHttp(server.base());
    TreeMap<Integer, Integer> seen = new TreeMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      Wire.Request request = mutations.next();
      Wire.Answer answer = wire.send(request);
      seen.merge(answer.status(), 1, Integer::sum);
      check(answer, "seed " + seed + ", mutation " + i + ": " + request + " -> " + answer);
    }
    assertThat(seen.keySet())
        .as("the mutations reach every kind of answer")
        .contains(202, 400, 415);
    assertThat(server.post("{\"workflow\": \"greet\"}").statusCode()).isEqualTo(202);
  }

  private static void check(Wire.Answer answer, String which) {
    if (RECEIPTS.contains(answer.status())) {
      assertThat(answer.mediaType()).as(which).isEqualTo("application/json");
      assertThat(Json.read(answer.body()).path("results").isArray()).as(which).isTrue();
      return;
    }
    assertThat(answer.status()).as(which).isIn(PROBLEMS);
    assertThat(answer.mediaType()).as(which).isEqualTo("application/problem+json");
    JsonNode problem = Json.read(answer.body());
    assertThat(problem.path("status").asInt()).as(which).isEqualTo(answer.status());
    for (String member : new String[] {"type", "title", "detail", "requestId"}) {
      assertThat(problem.path(member).asText()).as(which).isNotBlank();
    }
  }
}
