package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.contract.ContractCases;
import drawbridge.contract.Wire;
import drawbridge.fixture.Stores;
import drawbridge.inbound.body.MediaMutations;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No mutated body of any media type leads to a 5xx. */
@Tag("T6")
@Tag("R9")
class MediaMutationsTest {

  @Test
  void everyMutationGetsAReplyOfTheContract() throws IOException {
    MediaMutations mutations = new MediaMutations(20_240_611);
    TreeMap<Integer, Integer> seen = new TreeMap<>();
    try (WireInMemory wire =
        new WireInMemory(Stores.h2(), "a secret")
            .workflows(ContractCases.DIRECTORY.resolve("workflows"))) {
      String trigger = wire.trigger(Json.read(MediaMutations.SETUP));
      for (int i = 0; i < 2_000; i++) {
        MediaMutations.Mutation mutation = mutations.next();
        boolean isOfTrigger = i % 4 != 0;
        Wire.Answer answer =
            wire.send(request(mutation, isOfTrigger ? trigger : "/api/inbound/default"));
        assertThat(answer.status())
            .as("mutation %d: %s %s", i, mutation, answer.body())
            .isIn(202, 400, 413, 415);
        seen.merge(answer.status(), 1, Integer::sum);
      }
      assertThat(wire.bodyMemory()).isZero();
    }
    assertThat(seen.keySet()).contains(202, 400, 415);
    assertThat(seen.get(202)).isGreaterThan(200);
  }

  private static Wire.Request request(MediaMutations.Mutation mutation, String path) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Inbound-Webhook-Secret", "a secret");
    if (!mutation.type().isEmpty()) {
      headers.put("Content-Type", mutation.type());
    }
    if (!mutation.encoding().isEmpty()) {
      headers.put("Content-Encoding", mutation.encoding());
    }
    return new Wire.Request("POST", path, headers, mutation.text(), ISO_8859_1);
  }
}
