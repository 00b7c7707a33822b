package drawbridge.inbound.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every mutated body has a tree or a problem, and no reader throws. */
@Tag("T6")
@Tag("T7")
class MediaMutationTest {

  private static final int MOST = 1 << 16;
  private static final List<EncodedText> TEXTS =
      List.of(
          new EncodedText("/payload", EncodedText.Encoding.JSON, false),
          new EncodedText("/E/payload/#text", EncodedText.Encoding.XML, false),
          new EncodedText("/0/payload", EncodedText.Encoding.BASE64, false),
          new EncodedText("/f/base64", EncodedText.Encoding.BASE64, false),
          new EncodedText("/tag/0", EncodedText.Encoding.FORM, false),
          new EncodedText("", EncodedText.Encoding.FORM, false));

  @Test
  void everyMutationHasAResult() {
    MediaMutations mutations = new MediaMutations(20_261_129);
    TreeMap<Integer, Integer> seen = new TreeMap<>();
    MemoryPool pool = new MemoryPool(1 << 22);
    for (int i = 0; i < 2_000; i++) {
      MediaMutations.Mutation mutation = mutations.next();
      try (Allowance memory = pool.open("w")) {
        Reading.Result result = Reading.of(faults -> read(mutation, memory, faults));
        assertThat(result.tree().isPresent())
            .as("mutation %d: %s", i, mutation)
            .isNotEqualTo(result.problem().isPresent());
        result.tree().ifPresent(tree -> assertThat(Json.read(Json.write(tree))).isNotNull());
        seen.merge(result.status(), 1, Integer::sum);
      }
      assertThat(pool.taken()).isZero();
    }
    assertThat(seen.keySet()).containsExactlyInAnyOrder(200, 400, 415);
    assertThat(seen.get(200)).isGreaterThan(300);
    assertThat(seen.get(400)).isGreaterThan(300);
  }

  private static Optional<JsonNode> read(
      MediaMutations.Mutation mutation, Allowance memory, FaultList faults) {
    Optional<ContentType> type = ContentType.of(mutation.type());
    ContentCoding coding =
        ContentCoding.of(List.of(mutation.encoding())).orElse(ContentCoding.IDENTITY);
    return coding
        .decode(mutation.bytes(), new BodyLimit(MOST, "a test"), memory, faults)
        .map(content -> new ReceivedBody(content, content, type, MOST, memory))
        .flatMap(
            body ->
                body.read(BodyFormat.of(type), faults)
                    .flatMap(tree -> body.decode(TEXTS, tree, faults)));
  }
}
