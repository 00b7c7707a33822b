package drawbridge.inbound.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Problem;
import java.util.Optional;
import java.util.function.Function;

/** Reads bodies in tests. */
final class Reading {

  private Reading() {}

  /** The result of reading a body: a tree or a problem. */
  record Result(Optional<JsonNode> tree, Optional<Problem> problem) {

    int status() {
      return problem.map(Problem::status).orElse(200);
    }
  }

  static Result of(String type, byte[] body) {
    return of(type, body, Allowance.bounded(512 << 20));
  }

  static Result of(String type, String body) {
    return of(type, body.getBytes(UTF_8));
  }

  static Result of(String type, byte[] body, Allowance memory) {
    Optional<ContentType> contentType = ContentType.of(type);
    return of(faults -> BodyFormat.of(contentType).read(body, contentType, memory, faults));
  }

  static Result of(Function<FaultList, Optional<JsonNode>> reader) {
    FaultList faults = new FaultList();
    Optional<JsonNode> tree = reader.apply(faults);
    return new Result(tree, faults.isEmpty() ? Optional.empty() : Optional.of(faults.toProblem()));
  }
}
