package drawbridge.console.boundary;

import drawbridge.admin.control.runs.RunLine;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.platform.Ids;
import drawbridge.run.entity.RunState;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.Workflow;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The list of runs: filter, search, and the way through its pages. */
@Named("runs")
@RequestScoped
public class RunsPage {

  private static final String PAGE = "runs.xhtml";
  private static final int MOST = 50;

  @Inject RunSearch search;
  @Inject Catalogue catalogue;
  @Inject PageContext place;
  @Inject RunFilter filter;

  private RunSearch.@Nullable Page read;

  /** What the address says for a part of the filter; empty when it says nothing. */
  public String asked(String part) {
    return filter.asked(part);
  }

  public boolean isFiltered() {
    return !filter.isOpen();
  }

  /** The parts of the filter that need more room than the first line has. */
  public boolean isDetailed() {
    return List.of("uid", "request", "from", "to").stream().anyMatch(it -> !asked(it).isEmpty());
  }

  public List<String> getStatuses() {
    return Arrays.stream(RunState.values()).map(RunState::label).toList();
  }

  public List<String> getWorkflows() {
    return catalogue.all(place.workspace().id()).stream().map(Workflow::name).toList();
  }

  /** What of the filter was not understood, in sentences; then nothing is listed. */
  public List<String> getFaults() {
    page();
    return filter.faults();
  }

  public List<RunLine> getLines() {
    return page().runs();
  }

  /** Whether the list changes by itself while it is looked at. */
  public boolean isLive() {
    return asked(RunFilter.CURSOR).isEmpty() && asked("q").isEmpty() && filter.faults().isEmpty();
  }

  /** Whether a search for a text ended before the page was full. */
  public boolean isCutShort() {
    return page().looked() > 0 && page().next().isPresent() && page().runs().size() < MOST;
  }

  /** How many runs a search for a text has read. */
  public int getLooked() {
    return page().looked();
  }

  /** How far back a search for a text has looked. */
  public @Nullable Instant getLookedBackTo() {
    return page().next().map(Ids::time).orElse(null);
  }

  /** The address of the next page; empty when there is none. */
  public String getOlder() {
    return page().next().map(this::at).orElse("");
  }

  /** The address of the first page; empty when this is it. */
  public String getNewest() {
    return asked(RunFilter.CURSOR).isEmpty() ? "" : at("");
  }

  /** The address of this list with another status. */
  public String with(String status) {
    Map<String, String> parameters = filter.parameters();
    parameters.put("status", status);
    return PageQuery.of(PAGE, parameters);
  }

  /** The address where these runs are repeated. */
  public String getRepeat() {
    return PageQuery.of("repeat.xhtml", filter.parameters());
  }

  private String at(String cursor) {
    Map<String, String> parameters = filter.parameters();
    parameters.put(RunFilter.CURSOR, cursor);
    return PageQuery.of(PAGE, parameters);
  }

  private RunSearch.Page page() {
    RunSearch.Page page = read;
    if (page == null) {
      RunQuery query = filter.query(MOST);
      page =
          filter.faults().isEmpty()
              ? search.find(place.workspace().id(), query)
              : new RunSearch.Page(List.of(), Optional.empty(), 0);
      read = page;
    }
    return page;
  }
}
