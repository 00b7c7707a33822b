package drawbridge.console.boundary.run;

import drawbridge.admin.control.runs.RunCommands;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.console.boundary.Format;
import drawbridge.console.boundary.PageContext;
import drawbridge.run.entity.Run;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The runs that the operator selected in the list. Replays or cancels each as the page of one run
 * does; a run for which this is impossible does not stop the others.
 */
@Named("selectedRuns")
@RequestScoped
public class SelectedRuns {

  private static final String FIELD = "run";
  private static final String GONE = "there is no such run in this workspace";

  @Inject RunSearch search;
  @Inject RunCommands commands;
  @Inject RunListFilter filter;
  @Inject PageContext context;

  private String edition = Edition.ORIGINAL.name();

  /** Replays the selected runs, each from its first step. */
  public void replay() throws IOException {
    act("replayed", this::replay);
  }

  /** Cancels the selected runs and their children. */
  public void cancel() throws IOException {
    act("cancelled", this::cancel);
  }

  private Optional<String> replay(Run run) {
    return commands
        .replay(run, Edition.valueOf(edition), Optional.empty())
        .match(started -> Optional.<String>empty(), it -> Optional.of(it.detail()));
  }

  private Optional<String> cancel(Run run) {
    if (run.state().isFinal()) {
      return Optional.of("it had ended");
    }
    commands.cancel(run);
    return Optional.empty();
  }

  /**
   * Acts on each selected run and redirects to the list.
   *
   * @param action returns why it did nothing; empty when it acted
   */
  private void act(String done, Function<Run, Optional<String>> action) throws IOException {
    List<String> selected = selected();
    List<String> problems = new ArrayList<>();
    for (String id : selected) {
      search
          .find(context.workspace().id(), id)
          .map(action)
          .orElse(Optional.of(GONE))
          .ifPresent(why -> problems.add(Format.shortened(id) + ": " + why));
    }
    String list = filter.url(RunsPage.PAGE, context.text(RunListFilter.CURSOR));
    int acted = selected.size() - problems.size();
    if (problems.isEmpty()) {
      context.redirect(list, count(acted) + " " + done + ".");
    } else {
      context.redirectWithError(
          list,
          count(acted) + " " + done + ", " + problems.size() + " not.",
          String.join("; ", problems) + ".");
    }
  }

  private static String count(int runs) {
    return runs == 1 ? "1 run" : runs + " runs";
  }

  /** Returns the ids of the form without duplicates, at most those of one page. */
  private static List<String> selected() {
    String[] ids =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterValuesMap()
            .get(FIELD);
    Stream<String> all = ids == null ? Stream.empty() : Arrays.stream(ids);
    return all.distinct().limit(RunsPage.PAGE_SIZE).toList();
  }

  public String getEdition() {
    return edition;
  }

  public void setEdition(String edition) {
    this.edition = edition;
  }
}
