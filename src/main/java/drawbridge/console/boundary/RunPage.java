package drawbridge.console.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.admin.control.journal.StepLines;
import drawbridge.admin.control.runs.RunCommands;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.platform.Ids;
import drawbridge.platform.Json;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.ReplayOutcome;
import drawbridge.run.control.RunAges;
import drawbridge.run.entity.Run;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run: where it is, what it got, did and gave, and what can be done with it. */
@Named("run")
@RequestScoped
public class RunPage {

  static final String PAGE = "run.xhtml";
  private static final int STEPS = 100;

  @Inject RunSearch search;
  @Inject RunCommands commands;
  @Inject Ledger ledger;
  @Inject StepLines steps;
  @Inject RunAges ages;
  @Inject Clock clock;
  @Inject PageContext place;
  @Inject PageQuery address;

  private @Nullable Run read;
  private RunSearch.@Nullable Lineage lineage;
  private StepLines.@Nullable Page journal;
  private @Nullable String from;
  private String edition = Edition.ORIGINAL.name();

  /** Ends the request with 404 when the address names no run of the workspace. */
  public void arrive() throws IOException {
    if (place.isKnown() && found().isEmpty()) {
      place.leave("There is no such run in this workspace. It may have been removed at its age.");
    }
  }

  /** The run; {@link #arrive} has looked. */
  public Run getIt() {
    return found().orElseThrow(() -> new IllegalStateException("no such run"));
  }

  /**
   * What went wrong, for people; blank where the run does not say.
   *
   * @param task the name of the task that failed
   */
  public record Mishap(String title, String detail, String task) {}

  public Mishap getProblem() {
    String problem = getIt().problem();
    JsonNode json = Json.read(problem == null ? "{}" : problem);
    return new Mishap(
        json.path("title").asText(""),
        json.path("detail").asText(""),
        json.path("task").path("name").asText(""));
  }

  public boolean isOver() {
    return getIt().state().isFinal();
  }

  public RunSearch.Lineage getLineage() {
    RunSearch.Lineage known = lineage;
    if (known == null) {
      known = search.lineage(getIt());
      lineage = known;
    }
    return known;
  }

  public StepLines.Page getJournal() {
    StepLines.Page known = journal;
    if (known == null) {
      int first =
          address
              .text("step")
              .filter(it -> it.matches("\\d{1,6}"))
              .map(Integer::parseInt)
              .orElse(0);
      known = steps.of(getIt().id(), first, STEPS);
      journal = known;
    }
    return known;
  }

  /** The address of the next steps; empty when there are none. */
  public String getFurther() {
    StepLines.Page page = getJournal();
    return page.next().isPresent() ? at(getIt().id(), String.valueOf(page.next().getAsInt())) : "";
  }

  /** The address of the first steps; empty when they are shown. */
  public String getFirst() {
    return address.text("step").isPresent() ? at(getIt().id(), "") : "";
  }

  /** Whether the journal was removed at its age. */
  public boolean isForgotten() {
    return ages.steps().isPassedBy(getIt().endedAt(), clock.instant());
  }

  /** Asks the run and its children to stop. */
  public void cancel() throws IOException {
    commands.cancel(getIt());
    place.go(at(getIt().id(), ""), "The run was asked to stop.");
  }

  /** Repeats the run, as the dialog says. */
  public void replay() throws IOException {
    ReplayOutcome replayed =
        commands.replay(getIt(), Edition.valueOf(edition), Optional.ofNullable(from));
    Optional<String> opened =
        replayed.match(it -> Optional.of(it.runId()), impossible -> Optional.empty());
    if (opened.isPresent()) {
      place.go(at(opened.get()), "This is the replay. The original is kept.");
    } else {
      String why = replayed.match(it -> "", ReplayOutcome.Impossible::detail);
      place.stay(at(getIt().id()), "It cannot be replayed that way.", why);
    }
  }

  /** The address of a run of this workspace. */
  public String at(String id) {
    return at(id, "");
  }

  private String at(String id, String step) {
    return PageQuery.of(PAGE, Map.of("workspace", place.getNamed(), "id", id, "step", step));
  }

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
    Run known = read;
    if (known == null) {
      known =
          address
              .text("id")
              .filter(Ids::isUuid)
              .flatMap(id -> ledger.find(place.workspace().id(), id.toLowerCase(Locale.ROOT)))
              .orElse(null);
      read = known;
    }
    return Optional.ofNullable(known);
  }
}
