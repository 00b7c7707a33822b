package drawbridge.console.boundary.issue;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.list.WorkflowLine;
import drawbridge.admin.control.list.WorkflowLines;
import drawbridge.admin.issue.control.IssueLine;
import drawbridge.admin.issue.control.IssueQuery;
import drawbridge.admin.issue.control.IssueSearch;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.Ids;
import drawbridge.run.entity.IssueState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of issues with its filter: open ones unless the URL names another state. */
@Named("issueList")
@RequestScoped
public class IssuesPage {

  private static final String PAGE = "issues.xhtml";
  private static final String ANY = "any";
  private static final int PAGE_SIZE = 50;

  @Inject IssueSearch search;
  @Inject WorkflowLines workflows;
  @Inject PageContext context;

  private final Lazy<Page<IssueLine, String>> result = new Lazy<>(this::find);

  private Page<IssueLine, String> find() {
    return search.find(
        context.workspace().id(),
        new IssueQuery(
            Optional.of(getState()).filter(it -> !it.equals(ANY)).map(IssueState::of),
            context.parameter("workflow"),
            context.parameter("q"),
            cursor(),
            PAGE_SIZE));
  }

  /** Returns the options of the filter. */
  public List<String> getStates() {
    return Stream.concat(Arrays.stream(IssueState.values()).map(IssueState::label), Stream.of(ANY))
        .toList();
  }

  /** Returns the chosen option. */
  public String getState() {
    return context.parameter("state").filter(getStates()::contains).orElse(IssueState.OPEN_LABEL);
  }

  public List<String> getWorkflows() {
    return workflows.in(context.workspace().id()).stream().map(WorkflowLine::name).toList();
  }

  public boolean isFiltered() {
    return List.of("state", "workflow", "q").stream()
        .anyMatch(name -> context.parameter(name).isPresent());
  }

  public List<IssueLine> getLines() {
    return result.get().items();
  }

  /** Returns whether the list refreshes itself: on the first page. */
  public boolean isLive() {
    return cursor().isEmpty();
  }

  /** Returns the URL of the next page; empty on the last page. */
  public String getOlder() {
    return result.get().next().map(this::at).orElse("");
  }

  /** Returns the URL of the first page; empty on the first page. */
  public String getNewest() {
    return cursor().isEmpty() ? "" : at("");
  }

  private String at(String cursor) {
    return context.url(
        PAGE,
        "state",
        context.text("state"),
        "workflow",
        context.text("workflow"),
        "q",
        context.text("q"),
        "cursor",
        cursor);
  }

  private Optional<String> cursor() {
    return context.parameter("cursor").filter(Ids::isUuid);
  }
}
