package drawbridge.console.boundary.request;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.requests.RequestLine;
import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.admin.control.requests.RequestSearch;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The list of requests with its filter and paging. */
@Named("requestList")
@RequestScoped
public class RequestsPage {

  private static final int PAGE_SIZE = 50;

  @Inject RequestSearch search;
  @Inject TriggerList triggers;
  @Inject RequestListFilter filter;
  @Inject PageContext context;

  private final Lazy<Page<RequestLine, String>> result = new Lazy<>(this::find);
  private final Lazy<List<RequestRow>> rows =
      new Lazy<>(() -> result.get().items().stream().map(RequestRow::of).toList());
  private final Lazy<List<String>> triggerNames =
      new Lazy<>(
          () ->
              context.list(it -> triggers.in(it.id())).stream()
                  .map(line -> line.trigger().name())
                  .toList());

  private Page<RequestLine, String> find() {
    RequestQuery query = filter.query(PAGE_SIZE);
    return filter.faults().isEmpty()
        ? search.find(context.workspace().id(), query)
        : new Page<>(List.of(), Optional.empty());
  }

  public boolean isFiltered() {
    return !filter.isEmpty();
  }

  /** Returns whether the filter uses a field of the section <em>More filters</em>. */
  public boolean isDetailed() {
    return RequestListFilter.DETAILS.stream().anyMatch(it -> context.parameter(it).isPresent());
  }

  /** Returns the statuses that the filter offers. */
  public List<String> getStatuses() {
    return List.of("2xx", "200", "202", "207", "4xx", "400", "413", "415", "422");
  }

  /** Returns the names of the triggers of the workspace. */
  public List<String> getTriggers() {
    return triggerNames.get();
  }

  /** Returns the invalid parts of the filter as sentences. With faults, the list is empty. */
  public List<String> getFaults() {
    result.get();
    return filter.faults();
  }

  public List<RequestRow> getRows() {
    return rows.get();
  }

  /** Returns the URL of the stream that continues the list; empty where it has none. */
  public String getStream() {
    boolean isFirst =
        Stream.of(RequestParameters.CURSOR, "from", "to")
            .allMatch(it -> context.parameter(it).isEmpty());
    String newest = getRows().isEmpty() ? "" : getRows().get(0).line().requestId();
    return isFirst && getFaults().isEmpty() ? filter.stream(newest) : "";
  }

  /** Returns whether the search stopped before the page was full. */
  public boolean isPartial() {
    return result.get().next().isPresent() && getRows().size() < PAGE_SIZE;
  }

  /** Returns the time of the oldest request that the search has read; null on the last page. */
  public @Nullable Instant getSearchedBackTo() {
    return result.get().next().map(Ids::time).orElse(null);
  }

  /** Returns the URL of the next page; empty on the last page. */
  public String getOlder() {
    return result.get().next().map(filter::url).orElse("");
  }

  /** Returns the URL of the first page; empty on the first page. */
  public String getNewest() {
    return context.parameter(RequestParameters.CURSOR).isEmpty() ? "" : filter.url("");
  }
}
