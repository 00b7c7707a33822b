package drawbridge.console.boundary.run;

import drawbridge.admin.control.list.WorkflowLine;
import drawbridge.admin.control.list.WorkflowLines;
import drawbridge.admin.control.runs.RunLine;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.Ids;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The list of runs with its filter, text search and paging. */
@Named("runs")
@RequestScoped
public class RunsPage {

  static final String PAGE = "runs.xhtml";
  static final int PAGE_SIZE = 50;

  @Inject RunSearch search;
  @Inject WorkflowLines workflows;
  @Inject PageContext context;
  @Inject RunListFilter filter;

  private final Lazy<RunSearch.Page> result = new Lazy<>(this::find);

  private RunSearch.Page find() {
    RunQuery query = filter.query(PAGE_SIZE);
    return filter.faults().isEmpty()
        ? search.find(context.workspace().id(), query)
        : new RunSearch.Page(List.of(), Optional.empty(), 0);
  }

  public boolean isFiltered() {
    return !filter.isEmpty();
  }

  /** Returns whether the filter uses a field of the section <em>More filters</em>. */
  public boolean isDetailed() {
    return List.of("uid", "request", "replay", "issue", "from", "to").stream()
        .anyMatch(it -> context.parameter(it).isPresent());
  }

  public List<String> getStatuses() {
    return Arrays.stream(RunState.values()).map(RunState::label).toList();
  }

  public List<String> getWorkflows() {
    return workflows.in(context.workspace().id()).stream().map(WorkflowLine::name).toList();
  }

  /** Returns the invalid parts of the filter as sentences. With faults, the list is empty. */
  public List<String> getFaults() {
    result.get();
    return filter.faults();
  }

  public List<RunLine> getLines() {
    return result.get().runs();
  }

  /** Returns the lines as rows; children follow the run that started them. */
  public List<RunRow> getRows() {
    return RunRow.of(getLines());
  }

  /** Returns whether the list refreshes itself: on the first page without a text search. */
  public boolean isLive() {
    return context.parameter(RunListFilter.CURSOR).isEmpty()
        && context.parameter("q").isEmpty()
        && filter.faults().isEmpty();
  }

  /** Returns whether a text search stopped before the page was full. */
  public boolean isPartial() {
    RunSearch.Page page = result.get();
    return page.looked() > 0 && page.next().isPresent() && page.runs().size() < PAGE_SIZE;
  }

  /** Returns how many runs a text search has read. */
  public int getSearched() {
    return result.get().looked();
  }

  /** Returns the time of the oldest run that a text search has read. */
  public @Nullable Instant getSearchedBackTo() {
    return result.get().next().map(Ids::time).orElse(null);
  }

  /** Returns the URL of the next page; empty on the last page. */
  public String getOlder() {
    return result.get().next().map(cursor -> filter.url(PAGE, cursor)).orElse("");
  }

  /** Returns the URL of the first page; empty on the first page. */
  public String getNewest() {
    return context.parameter(RunListFilter.CURSOR).isEmpty() ? "" : filter.url(PAGE, "");
  }

  /** Returns the URL of the page that replays the matching runs. */
  public String getReplayPage() {
    return filter.url("repeat.xhtml", "");
  }
}
