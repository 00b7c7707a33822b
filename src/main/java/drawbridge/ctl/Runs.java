package drawbridge.ctl;

import static drawbridge.ctl.api.Members.items;
import static drawbridge.ctl.api.Members.text;
import static drawbridge.ctl.api.Members.time;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.api.Api.Page;
import drawbridge.ctl.api.Query;
import drawbridge.ctl.terminal.Failure;
import drawbridge.ctl.terminal.Output;
import drawbridge.ctl.terminal.Table;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists runs. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists runs, newest first. 'runs show ID' shows one.")
final class Runs implements Callable<Integer> {

  private static final int LARGEST_PAGE = 200;

  private final Surroundings here;
  @Mixin private Connection connection = new Connection();
  @Mixin private RunFilter filter = new RunFilter();

  @Option(names = "--limit", paramLabel = "N", description = "Most runs to list, 20 without it.")
  private int limit = 20;

  Runs(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw Failure.of("--limit must be at least 1");
    }
    Api api = connection.open(here);
    List<JsonObject> found = find(api);
    if (connection.isJson()) {
      found.forEach(here.output()::json);
    } else {
      write(found, here.output());
    }
    return 0;
  }

  /** Returns the runs. A search for a text may answer pages without any before the last. */
  private List<JsonObject> find(Api api) {
    Query query = filter.query(here.clock());
    List<JsonObject> found = new ArrayList<>();
    while (found.size() < limit) {
      query.with("limit", Math.min(LARGEST_PAGE, limit - found.size()));
      Page page = api.page(api.inWorkspace("runs"), query);
      found.addAll(page.items("runs"));
      if (page.next().isEmpty()) {
        break;
      }
      query.with("cursor", page.next().get());
    }
    return found;
  }

  /** Writes a table of runs. */
  static void write(List<JsonObject> runs, Output output) {
    Table table = new Table("RUN", "STATUS", "WORKFLOW", "ACCEPTED", "TOOK", "UID", "PROBLEM");
    for (JsonObject run : runs) {
      table.add(
          text(run, "runId"),
          text(run, "status"),
          run.getString("workflow", "") + " v" + run.getInt("version", 0),
          run.getString("acceptedAt", ""),
          took(run),
          run.getString("uid", ""),
          problem(run));
    }
    table.write(output);
  }

  private static String took(JsonObject run) {
    if (!run.containsKey("startedAt") || !run.containsKey("endedAt")) {
      return "";
    }
    Duration took = Duration.between(time(run, "startedAt"), time(run, "endedAt"));
    return took.toSeconds() < 100 ? took.toMillis() + " ms" : took.toSeconds() + " s";
  }

  /** Returns the problem of a run on one line; empty without one. */
  static String problem(JsonObject run) {
    if (!(run.get("problem") instanceof JsonObject problem)) {
      return "";
    }
    String task = problem.getString("task", "");
    String text = problem.getString("detail", problem.getString("title", ""));
    return task.isEmpty() ? text : task + ": " + text;
  }

  /** Shows a run with its steps. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a run: its problem, data, output and steps.")
  static final class Show implements Callable<Integer> {

    private final Surroundings here;
    @Mixin private Connection connection = new Connection();

    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    private String id = "";

    Show(Surroundings here) {
      this.here = here;
    }

    @Override
    public Integer call() {
      Api api = connection.open(here);
      JsonObject run = api.get(api.inWorkspace("runs", id), new Query());
      JsonObject journal = api.get(api.inWorkspace("runs", id, "steps"), new Query());
      if (connection.isJson()) {
        here.output()
            .json(Json.createObjectBuilder(run).addAll(Json.createObjectBuilder(journal)).build());
      } else {
        members(run);
        steps(journal);
      }
      return 0;
    }

    private void members(JsonObject run) {
      run.forEach(
          (name, value) -> {
            if (!value.equals(JsonValue.EMPTY_JSON_OBJECT) && !value.equals(JsonValue.NULL)) {
              here.output().line(name + ": " + shown(value));
            }
          });
    }

    private void steps(JsonObject journal) {
      if (journal.getBoolean("removed", false)) {
        here.output().line("steps: removed by retention");
        return;
      }
      here.output().line("");
      Table table = new Table("STEP", "TASK", "KIND", "STATUS", "ATTEMPT", "STARTED", "RESULT");
      for (JsonObject step : items(journal, "steps")) {
        JsonValue result = step.getOrDefault("error", step.getOrDefault("output", JsonValue.NULL));
        table.add(
            step.getString("key", ""),
            step.getString("task", ""),
            step.getString("kind", ""),
            step.getString("status", ""),
            String.valueOf(step.getInt("attempt", 0)),
            step.getString("startedAt", ""),
            shortened(result));
      }
      table.write(here.output());
    }

    /** Returns the beginning of a value; the JSON output has all of it. */
    private static String shortened(JsonValue value) {
      String text = value == JsonValue.NULL ? "" : shown(value);
      return text.length() > 120 ? text.substring(0, 119) + "…" : text;
    }

    private static String shown(JsonValue value) {
      return value instanceof JsonString string ? string.getString() : value.toString();
    }
  }
}
