package drawbridge.ctl;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.api.Query;
import drawbridge.ctl.terminal.Failure;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays runs: the named ones, or all that a search finds. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Starts new runs with the data of earlier ones: of the named runs, or, as one bulk replay, of"
          + " all that pass the filters.",
      "With --wait, ends with 0 only when all new runs succeeded."
    })
final class Replay implements Callable<Integer> {

  private final Surroundings here;
  @Mixin private Connection connection = new Connection();
  @Mixin private RunFilter filter = new RunFilter();

  @Parameters(paramLabel = "RUN", arity = "0..*", description = "Ids of runs.")
  private List<String> runs = new ArrayList<>();

  @Option(names = "--all", description = "Without a filter: all runs of the workspace.")
  private boolean isAll;

  @Option(names = "--preview", description = "Only count the runs, and show the first.")
  private boolean isPreview;

  @Option(names = "--wait", description = "Wait until the new runs have ended.")
  private boolean isWaiting;

  @Option(
      names = "--definition",
      paramLabel = "original|latest",
      description = "The version of the workflow, original without it.")
  private @Nullable Definition definition;

  @Option(
      names = "--step",
      paramLabel = "KEY",
      description = "Of a named run: start at this step, and keep the results before it.")
  private @Nullable String step;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Of a bulk replay: most runs to start in a second.")
  private @Nullable Integer rate;

  @Option(
      names = "--skip-succeeded",
      description = "Of a bulk replay: skip runs whose uid has succeeded since.")
  private boolean isSkipping;

  /** The version of the workflow of a new run. */
  enum Definition {
    ORIGINAL,
    LATEST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Replay(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    Query query = filter.query(here.clock());
    boolean isBulk = isAll || !query.values().isEmpty();
    if (isBulk == !runs.isEmpty()) {
      throw Failure.of("name runs, or give filters (--all for all runs), and not both");
    } else if (isBulk && step != null) {
      throw Failure.of("--step is for named runs");
    } else if (!isBulk && (isPreview || isSkipping || rate != null)) {
      throw Failure.of("--preview, --rate and --skip-succeeded are for filters");
    }
    Api api = connection.open(here);
    if (!isBulk) {
      JsonObject body = body().build();
      return new NamedReplays(here, api, connection.isJson()).replay(runs, body, isWaiting);
    }
    BulkReplay bulk = new BulkReplay(here, api, connection.isJson());
    return isPreview ? bulk.preview(query) : bulk.start(bulkBody(query), isWaiting);
  }

  private JsonObjectBuilder body() {
    JsonObjectBuilder body = Json.createObjectBuilder();
    if (definition != null) {
      body.add("definition", definition.toString());
    }
    if (step != null) {
      body.add("from", step);
    }
    return body;
  }

  private JsonObject bulkBody(Query query) {
    JsonObjectBuilder body = body().add("query", BulkReplay.json(query));
    if (rate != null) {
      body.add("rate", rate);
    }
    return body.add("skipSucceededSince", isSkipping).build();
  }
}
