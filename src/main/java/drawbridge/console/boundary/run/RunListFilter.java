package drawbridge.console.boundary.run;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.Ids;
import drawbridge.platform.StorableInstant;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The filter of runs in the page's URL. */
@RequestScoped
public class RunListFilter {

  static final String CURSOR = "cursor";
  private static final List<String> NAMES =
      List.of("status", "workflow", "uid", "request", "replay", "issue", "from", "to", "q");

  @Inject PageContext context;

  private final List<String> faults = new ArrayList<>();

  /** Returns whether the filter matches all runs. */
  public boolean isEmpty() {
    return NAMES.stream().allMatch(name -> context.parameter(name).isEmpty());
  }

  /** Returns the invalid parameters as sentences. Call {@link #query} first. */
  public List<String> faults() {
    return faults;
  }

  /** Returns the URL of a page with this filter; with an empty cursor, that of the first page. */
  public String url(String page, String cursor) {
    return context.url(
        page,
        Stream.concat(
                NAMES.stream().flatMap(name -> Stream.of(name, context.text(name))),
                Stream.of(CURSOR, cursor))
            .toArray());
  }

  /** Parses the parameters. The query omits invalid ones; see {@link #faults}. */
  public RunQuery query(int limit) {
    faults.clear();
    return new RunQuery(
        parsed("status", "The status is unknown.", RunListFilter::state),
        context.parameter("workflow"),
        context.parameter("uid"),
        parsed(
            "request",
            "The request id must be a UUID, as the reply to the webhook shows it.",
            RunListFilter::uuid),
        parsed("replay", "The id of the bulk replay must be a UUID.", RunListFilter::uuid),
        parsed("issue", "The id of the issue must be a UUID.", RunListFilter::uuid),
        parsed(
            "from",
            "“Accepted from” must be a time like 2026-03-01T12:00:00Z.",
            StorableInstant::parse),
        parsed(
            "to",
            "“Accepted before” must be a time like 2026-03-01T12:00:00Z.",
            StorableInstant::parse),
        context.parameter("q"),
        parsed(CURSOR, "The cursor is invalid. Start at the first page.", RunListFilter::uuid),
        limit);
  }

  private static String uuid(String text) {
    if (!Ids.isUuid(text)) {
      throw new IllegalArgumentException("no UUID");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static RunState state(String label) {
    return RunState.valueOf(label.toUpperCase(Locale.ROOT));
  }

  private <T> Optional<T> parsed(String name, String fault, Function<String, T> parser) {
    try {
      return context.parameter(name).map(parser);
    } catch (IllegalArgumentException | DateTimeException e) {
      faults.add(fault);
      return Optional.empty();
    }
  }
}
