package drawbridge.admin.replay.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.platform.Json;
import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** A query of runs as it is kept and shown: with the names that the operators' API has for it. */
public final class StoredQuery {

  private StoredQuery() {}

  /** What narrows, as a JSON object; pages are left out. */
  public static ObjectNode write(RunQuery query) {
    ObjectNode json = Json.object();
    query.status().ifPresent(it -> json.put("status", it.label()));
    query.workflow().ifPresent(it -> json.put("workflow", it));
    query.uid().ifPresent(it -> json.put("uid", it));
    query.request().ifPresent(it -> json.put("request", it));
    query.from().ifPresent(it -> json.put("from", it.toString()));
    query.to().ifPresent(it -> json.put("to", it.toString()));
    query.text().ifPresent(it -> json.put("q", it));
    return json;
  }

  /**
   * What {@link #write} wrote.
   *
   * @param before only runs that are older than this one
   */
  static RunQuery read(String stored, String before) {
    JsonNode json = Json.read(stored);
    return new RunQuery(
        text(json, "status").map(StoredQuery::state),
        text(json, "workflow"),
        text(json, "uid"),
        text(json, "request"),
        text(json, "from").map(Instant::parse),
        text(json, "to").map(Instant::parse),
        text(json, "q"),
        Optional.of(before),
        1);
  }

  private static Optional<String> text(JsonNode json, String member) {
    return Optional.ofNullable(json.path(member).textValue());
  }

  private static RunState state(String label) {
    return Arrays.stream(RunState.values())
        .filter(state -> state.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no state of runs: " + label));
  }
}
