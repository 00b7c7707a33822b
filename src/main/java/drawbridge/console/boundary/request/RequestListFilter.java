package drawbridge.console.boundary.request;

import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.Ids;
import drawbridge.platform.StorableInstant;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The filter of requests in the page's URL. */
@RequestScoped
public class RequestListFilter {

  static final String CURSOR = "cursor";
  static final List<String> DETAILS = List.of("header", "from", "to");
  private static final List<String> NAMES =
      List.of("trigger", "status", "header", "from", "to", "q");

  @Inject TriggerList triggers;
  @Inject PageContext context;

  private final List<String> faults = new ArrayList<>();

  boolean isEmpty() {
    return NAMES.stream().allMatch(name -> context.parameter(name).isEmpty());
  }

  /** Returns the invalid parameters as sentences. Call {@link #query} first. */
  List<String> faults() {
    return faults;
  }

  /** Returns the URL of the list with this filter; with an empty cursor, that of the first page. */
  String url(String cursor) {
    return context.url(
        "requests.xhtml",
        Stream.concat(
                NAMES.stream().flatMap(name -> Stream.of(name, context.text(name))),
                Stream.of(CURSOR, cursor))
            .toArray());
  }

  /** Parses the parameters. The query omits invalid ones; see {@link #faults}. */
  RequestQuery query(int limit) {
    faults.clear();
    return new RequestQuery(
        parsed("trigger", "The workspace has no trigger of that name.", this::trigger),
        parsed(
            "status",
            "The status must be a number like 202, or 2xx, 4xx or 5xx.",
            RequestQuery.StatusRange::parse),
        parsed("from", "“Received from” must be a time.", StorableInstant::parse),
        parsed("to", "“Received before” must be a time.", StorableInstant::parse),
        context.parameter("q"),
        parsed(
            "header",
            "The header must be a name, or a name, a colon and a part of the value.",
            RequestQuery.Header::parse),
        parsed(CURSOR, "The cursor is invalid. Start at the first page.", RequestListFilter::uuid),
        limit);
  }

  private String trigger(String name) {
    return triggers
        .find(context.workspace().id(), name)
        .map(line -> line.trigger().id())
        .orElseThrow(() -> new IllegalArgumentException("no trigger"));
  }

  private static String uuid(String text) {
    if (!Ids.isUuid(text)) {
      throw new IllegalArgumentException("no UUID");
    }
    return text.toLowerCase(Locale.ROOT);
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
