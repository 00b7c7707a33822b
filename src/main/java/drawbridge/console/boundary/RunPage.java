package drawbridge.console.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.journal.StepLine;
import drawbridge.admin.control.journal.StepLines;
import drawbridge.admin.control.runs.RunCommands;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.platform.Json;
import drawbridge.run.control.ReplayOutcome;
import drawbridge.run.entity.Run;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run with its data, journal, parent, children and replays. Cancels and replays it. */
@Named("run")
@RequestScoped
public class RunPage {

  static final String PAGE = "run.xhtml";
  private static final int STEPS = 100;

  @Inject RunSearch search;
  @Inject RunCommands commands;
  @Inject StepLines steps;
  @Inject PageContext context;
  @Inject PageQuery query;

  private @Nullable Run run;
  private RunSearch.@Nullable Lineage lineage;
  private @Nullable Page<StepLine, Integer> journal;
  private @Nullable String from;
  private String edition = Edition.ORIGINAL.name();

  /** Ends the request with 404 when the URL names no run of the workspace. */
  public void requireSelected() throws IOException {
    if (context.hasWorkspace() && found().isEmpty()) {
      context.notFound("There is no such run in this workspace. Retention may have removed it.");
    }
  }

  /**
   * Returns the run of the URL.
   *
   * @throws IllegalStateException without a run; call {@link #requireSelected} first
   */
  public Run getSelected() {
    return found().orElseThrow(() -> new IllegalStateException("no such run"));
  }

  /**
   * The problem of a failed run. Missing members are blank.
   *
   * @param task name of the failed task
   */
  public record Problem(String title, String detail, String task) {}

  public Problem getProblem() {
    String problem = getSelected().problem();
    JsonNode json = Json.read(problem == null ? "{}" : problem);
    return new Problem(
        json.path("title").asText(""),
        json.path("detail").asText(""),
        json.path("task").path("name").asText(""));
  }

  public boolean isFinished() {
    return getSelected().state().isFinal();
  }

  public RunSearch.Lineage getLineage() {
    RunSearch.Lineage known = lineage;
    if (known == null) {
      known = search.lineage(getSelected());
      lineage = known;
    }
    return known;
  }

  public Page<StepLine, Integer> getJournal() {
    Page<StepLine, Integer> known = journal;
    if (known == null) {
      int first =
          query.text("step").filter(it -> it.matches("\\d{1,6}")).map(Integer::parseInt).orElse(0);
      known = steps.of(getSelected().id(), first, STEPS);
      journal = known;
    }
    return known;
  }

  /** Returns the URL of the next steps; empty on the last page. */
  public String getNextSteps() {
    return getJournal().next().map(step -> at(getSelected().id(), step.toString())).orElse("");
  }

  /** Returns the URL of the first steps; empty on the first page. */
  public String getFirstSteps() {
    return query.text("step").isPresent() ? at(getSelected().id(), "") : "";
  }

  /** Returns whether retention has removed the journal. */
  public boolean isJournalRemoved() {
    return steps.isRemoved(getSelected());
  }

  /** Cancels the run and its children. */
  public void cancel() throws IOException {
    commands.cancel(getSelected());
    context.redirect(at(getSelected().id(), ""), "Cancellation requested.");
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

  /** Returns the URL of a run of this workspace. */
  public String at(String id) {
    return at(id, "");
  }

  private String at(String id, String step) {
    return PageQuery.of(
        PAGE, Map.of("workspace", context.getWorkspaceName(), "id", id, "step", step));
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

  private Optional<Run> found() {
    Run known = run;
    if (known == null) {
      known =
          query.text("id").flatMap(id -> search.find(context.workspace().id(), id)).orElse(null);
      run = known;
    }
    return Optional.ofNullable(known);
  }
}
