package drawbridge.ctl;

import static drawbridge.ctl.api.Members.items;
import static drawbridge.ctl.api.Members.object;
import static drawbridge.ctl.api.Members.text;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.api.Query;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bulk replay. */
final class BulkReplay {

  private static final Set<String> FINAL = Set.of("done", "cancelled");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Surroundings here;
  private final Api api;
  private final boolean isJson;

  BulkReplay(Surroundings here, Api api, boolean isJson) {
    this.here = here;
    this.api = api;
    this.isJson = isJson;
  }

  /** Returns the query as an object of the API. */
  static JsonObject json(Query query) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    query.values().forEach(json::add);
    return json.build();
  }

  /** Writes how many runs pass, and the first of them. */
  int preview(Query query) {
    JsonObject body =
        Json.createObjectBuilder().add("query", json(query)).add("preview", true).build();
    JsonObject preview = api.post(api.inWorkspace("replays"), body);
    if (isJson) {
      here.output().json(preview);
      return 0;
    }
    here.output()
        .line(
            (preview.getBoolean("more", false) ? "more than " : "")
                + preview.getInt("count", 0)
                + " runs would be replayed, "
                + preview.getInt("repeated", 0)
                + " of them again; "
                + preview.getInt("matches", 0)
                + " runs pass the filter, with replays and children");
    Runs.write(items(preview, "sample"), here.output());
    return 0;
  }

  /** Starts the bulk replay, and returns the exit status. */
  int start(JsonObject body, boolean isWaiting) {
    JsonObject replay = api.post(api.inWorkspace("replays"), body);
    String id = text(replay, "id");
    if (isWaiting) {
      here.output().note("waits for the bulk replay " + id + "; Ctrl-C ends the waiting only");
      replay = awaited(id);
    }
    write(replay);
    return isWaiting && !isGood(replay) ? Ctl.NO : 0;
  }

  private JsonObject awaited(String id) {
    Waiting waiting = new Waiting(here);
    boolean isPaused = false;
    while (true) {
      JsonObject now = waiting.until(() -> api.get(api.inWorkspace("replays", id), new Query()));
      String state = text(now, "state");
      if (FINAL.contains(state) && count(now, "queued", "running", "waiting") == 0) {
        return now;
      }
      if (state.equals("paused") && !isPaused) {
        here.output().note("the bulk replay is paused");
      }
      isPaused = state.equals("paused");
      here.pause().last(PAUSE);
    }
  }

  private static int count(JsonObject replay, String... states) {
    JsonObject runs = object(replay, "runs");
    return Stream.of(states).mapToInt(state -> runs.getInt(state, 0)).sum();
  }

  private static boolean isGood(JsonObject replay) {
    return text(replay, "state").equals("done")
        && replay.getInt("impossible", 0) == 0
        && count(replay, "failed", "cancelled") == 0;
  }

  private void write(JsonObject replay) {
    if (isJson) {
      here.output().json(replay);
      return;
    }
    here.output()
        .line(
            "bulk replay "
                + text(replay, "id")
                + " "
                + text(replay, "state")
                + ": "
                + Stream.of("done", "skipped", "impossible")
                    .map(member -> replay.getInt(member, 0) + " " + member)
                    .collect(Collectors.joining(", "))
                + "; runs: "
                + object(replay, "runs").entrySet().stream()
                    .filter(it -> !it.getValue().equals(JsonValue.NULL))
                    .map(it -> it.getValue() + " " + it.getKey())
                    .collect(Collectors.joining(", ")));
    object(replay, "reasons")
        .forEach((reason, count) -> here.output().line("  " + count + " not: " + reason));
  }
}
