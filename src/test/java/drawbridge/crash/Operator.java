package drawbridge.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A client of the operators' API of one ready node. */
final class Operator {

  private static final String WORKSPACE = "workspaces/default/";
  private static final String RUNS = WORKSPACE + "runs?workflow=" + Cluster.WORKFLOW;
  private static final Duration QUIET = Duration.ofMinutes(3);
  private static final int VERIFIED_AT_ONCE = 500;

  private final Node node;

  Operator(Node node) {
    this.node = node;
  }

  /**
   * Waits until all runs accepted since then have ended; returns false after some minutes. Each
   * state is read separately, since a run may change its state between two queries.
   */
  boolean seesThemEnd(Instant since) {
    return Waits.until(
        () ->
            List.of("queued", "running", "waiting").stream().noneMatch(this::has)
                && runs(since, run -> false).stream().allMatch(Seen::hasEnded),
        QUIET);
  }

  private boolean has(String status) {
    return !get(RUNS + "&limit=1&status=" + status).path("runs").isEmpty();
  }

  /**
   * Returns all runs accepted since then.
   *
   * @param inDepth selects the runs whose journals are read
   */
  List<Seen> runs(Instant since, Predicate<String> inDepth) {
    List<Seen> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(RUNS + "&limit=200&from=" + since + cursor);
      page.path("runs").forEach(run -> all.add(seen(run, inDepth)));
      cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return all;
  }

  private Seen seen(JsonNode run, Predicate<String> inDepth) {
    String id = run.path("runId").asText();
    return new Seen(
        id,
        run.path("uid").asText(),
        run.path("status").asText(),
        inDepth.test(id) ? Optional.of(calls(id)) : Optional.empty());
  }

  /** Returns the keys of calls that the journal marks as done. */
  private Set<String> calls(String run) {
    Set<String> keys = new TreeSet<>();
    for (JsonNode step : get(WORKSPACE + "runs/" + run + "/steps").path("steps")) {
      if (step.path("task").asText().equals(Cluster.CALL)
          && step.path("status").asText().equals("done")) {
        keys.add(run + ":" + step.path("key").asText());
      }
    }
    return keys;
  }

  /** Returns the run of each uid that the ledger knows. */
  Map<String, String> verify(Collection<String> uids) {
    Map<String, String> runs = new HashMap<>();
    List<String> all = List.copyOf(uids);
    for (int from = 0; from < all.size(); from += VERIFIED_AT_ONCE) {
      ObjectNode body = Json.object();
      ArrayNode asked = body.putArray("uids");
      all.subList(from, Math.min(all.size(), from + VERIFIED_AT_ONCE)).forEach(asked::add);
      for (JsonNode result :
          node.ask("POST", WORKSPACE + "verify", Json.write(body)).path("results")) {
        if (result.path("status").asText().equals("accepted")) {
          runs.put(result.path("uid").asText(), result.path("runId").asText());
        }
      }
    }
    return runs;
  }

  private JsonNode get(String path) {
    return node.ask("GET", path, "");
  }
}
