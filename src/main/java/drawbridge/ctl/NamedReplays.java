package drawbridge.ctl;

import static drawbridge.ctl.api.Members.text;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.api.Query;
import drawbridge.ctl.terminal.Failure;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replays of named runs. */
final class NamedReplays {

  private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Surroundings here;
  private final Api api;
  private final boolean isJson;

  NamedReplays(Surroundings here, Api api, boolean isJson) {
    this.here = here;
    this.api = api;
    this.isJson = isJson;
  }

  /**
   * Replays the runs, and returns the exit status. A run that the server refuses does not keep the
   * others from their replay; any other failure ends the command, after the runs already written.
   */
  int replay(List<String> runs, JsonObject body, boolean isWaiting) {
    Map<String, String> started = new LinkedHashMap<>();
    boolean isGood = true;
    for (String run : new LinkedHashSet<>(runs)) {
      try {
        String next = text(api.post(api.inWorkspace("runs", run, "replay"), body), "runId");
        started.put(next, run);
        if (!isWaiting) {
          write(run, next, "", "");
        }
      } catch (Failure e) {
        if (!e.isOfOneObject()) {
          throw Failure.of(
              e.getMessage() + "\n" + started.size() + " of " + runs.size() + " runs are replayed");
        }
        isGood = false;
        here.output().note(run + ": " + e.getMessage());
      }
    }
    if (isWaiting) {
      for (Map.Entry<String, String> each : started.entrySet()) {
        isGood &= awaited(each.getValue(), each.getKey());
      }
    }
    return isGood ? 0 : Ctl.NO;
  }

  /** Waits for the end of a run, and returns whether it succeeded. */
  private boolean awaited(String original, String run) {
    Waiting waiting = new Waiting(here);
    while (true) {
      JsonObject now = waiting.until(() -> api.get(api.inWorkspace("runs", run), new Query()));
      String status = text(now, "status");
      if (FINAL.contains(status)) {
        write(original, run, status, Runs.problem(now));
        return status.equals("succeeded");
      }
      here.pause().last(PAUSE);
    }
  }

  private void write(String original, String run, String status, String problem) {
    if (isJson) {
      JsonObjectBuilder line =
          Json.createObjectBuilder().add("replayOf", original).add("runId", run);
      if (!status.isEmpty()) {
        line.add("status", status);
      }
      if (!problem.isEmpty()) {
        line.add("problem", problem);
      }
      here.output().json(line.build());
    } else {
      String line = original + " replayed as " + run + " " + status + " " + problem;
      here.output().line(line.strip());
    }
  }
}
