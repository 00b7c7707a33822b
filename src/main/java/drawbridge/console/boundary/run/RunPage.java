package drawbridge.console.boundary.run;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.admin.control.Definitions;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.journal.StepLine;
import drawbridge.admin.control.journal.StepLines;
import drawbridge.admin.control.runs.RunCommands;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import drawbridge.run.control.ReplayOutcome;
import drawbridge.run.entity.Run;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run with its data, journal, parent, children and replays. Cancels and replays it. */
@Named("run")
@RequestScoped
public class RunPage {

  private static final int STEPS = 100;

  @Inject RunSearch search;
  @Inject RunCommands commands;
  @Inject StepLines steps;
  @Inject Definitions definitions;
  @Inject PageContext context;

  private final Lazy<Optional<Run>> run = new Lazy<>(() -> context.find("id", search::find));
  private final Lazy<RunSearch.Lineage> lineage = new Lazy<>(() -> search.lineage(getSelected()));
  private final Lazy<Optional<String>> request = new Lazy<>(() -> search.requestOf(getSelected()));
  private final Lazy<Page<StepLine, Integer>> journal =
      new Lazy<>(() -> steps.of(getSelected().id(), firstStep(), STEPS));
  private @Nullable String from;
  private String edition = Edition.ORIGINAL.name();

  /** Ends the request with 404 when the URL names no run of the workspace. */
  public void requireSelected() throws IOException {
    if (context.hasWorkspace() && run.get().isEmpty()) {
      context.notFound("There is no such run in this workspace. Retention may have removed it.");
    }
  }

  /**
   * Returns the run of the URL.
   *
   * @throws IllegalStateException without a run; call {@link #requireSelected} first
   */
  public Run getSelected() {
    return run.get().orElseThrow(() -> new IllegalStateException("no such run"));
  }

  /** Returns the URL of the dry run with the data of the run; null without its workflow. */
  public @Nullable String getTryPage() {
    return definitions
        .find(context.workspace().id(), getSelected().workflowName())
        .map(
            workflow ->
                context.url("workflow.xhtml", "name", workflow.name(), "run", getSelected().id())
                    + "#dry-run-title")
        .orElse(null);
  }

  /**
   * The problem of a failed run. Missing members are blank.
   *
   * @param task name of the failed task
   * @param body beginning of the answer's body; JSON as text
   */
  public record Problem(
      String title, String detail, String task, String type, String status, String body) {}

  public Problem getProblem() {
    String problem = getSelected().problem();
    try {
      return problem(Json.read(problem == null ? "{}" : problem));
    } catch (UnreadableJson e) {
      return new Problem("Stored data are unreadable", e.getMessage() + ".", "", "", "", "");
    }
  }

  private static Problem problem(JsonNode json) {
    return new Problem(
        json.path("title").asText(""),
        json.path("detail").asText(""),
        json.path("task").path("name").asText(""),
        json.path("type").asText(""),
        json.path("status").asText(""),
        json.path("body").isContainerNode()
            ? Json.write(json.path("body"))
            : json.path("body").asText(""));
  }

  public boolean isFinished() {
    return getSelected().state().isFinal();
  }

  /** Returns the URL of the run in the API, from which scripts read its values. */
  public String getApi() {
    return context.api("runs", getSelected().id());
  }

  /** Returns the request as JSON; null when it is unknown or was removed. */
  public @Nullable String getRequest() {
    return request.get().orElse(null);
  }

  public RunSearch.Lineage getLineage() {
    return lineage.get();
  }

  public Page<StepLine, Integer> getJournal() {
    return journal.get();
  }

  private int firstStep() {
    return context
        .parameter("step")
        .filter(it -> it.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  /** Returns the URL of the next steps; empty on the last page. */
  public String getNextSteps() {
    return getJournal()
        .next()
        .map(step -> context.url("run.xhtml", "id", getSelected().id(), "step", step))
        .orElse("");
  }

  /** Returns the URL of the first steps; empty on the first page. */
  public String getFirstSteps() {
    return context.parameter("step").isPresent() ? at(getSelected().id()) : "";
  }

  /** Returns whether retention has removed the journal. */
  public boolean isJournalRemoved() {
    return steps.isRemoved(getSelected());
  }

  /** Cancels the run and its children. */
  public void cancel() throws IOException {
    commands.cancel(getSelected());
    context.redirect(at(getSelected().id()), "Cancellation requested.");
  }

  /** Replays the run with the options of the dialog. */
  public void replay() throws IOException {
    ReplayOutcome outcome =
        commands.replay(getSelected(), Edition.valueOf(edition), Optional.ofNullable(from));
    Optional<String> started =
        outcome.match(it -> Optional.of(it.runId()), impossible -> Optional.empty());
    if (started.isPresent()) {
      context.redirect(at(started.get()), "This is the replay. The original run is unchanged.");
    } else {
      String detail = outcome.match(it -> "", ReplayOutcome.Impossible::detail);
      context.redirectWithError(
          at(getSelected().id()), "The run cannot be replayed this way.", detail);
    }
  }

  private String at(String id) {
    return context.at("run.xhtml", "id", id);
  }

  /** Returns the key of the step that the replay starts from; null for the first step. */
  public @Nullable String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String from) {
    this.from = from;
  }

  public String getEdition() {
    return edition;
  }

  public void setEdition(String edition) {
    this.edition = edition;
  }
}
