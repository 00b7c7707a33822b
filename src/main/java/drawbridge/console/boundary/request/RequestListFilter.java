package drawbridge.console.boundary.request;

import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.PageContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/** The filter of requests in the page's URL. */
@RequestScoped
public class RequestListFilter {

  static final List<String> DETAILS = List.of("header", "from", "to");
  private static final List<String> NAMES =
      List.of("trigger", "status", "header", "from", "to", "q");

  @Inject TriggerList triggers;
  @Inject PageContext context;

  private List<String> faults = List.of();

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
                Stream.of(RequestParameters.CURSOR, cursor))
            .toArray());
  }

  /** Returns the URL of the stream with this filter. */
  String stream(String after) {
    return context.url(
        "requests/live",
        Stream.concat(
                Stream.of("trigger", "status", "header", "q")
                    .flatMap(name -> Stream.of(name, context.text(name))),
                Stream.of(LiveRequestsServlet.AFTER, after))
            .toArray());
  }

  /** Parses the parameters. The query omits invalid ones; see {@link #faults}. */
  RequestQuery query(int limit) {
    RequestParameters parameters =
        new RequestParameters(
            context::parameter,
            name -> triggers.find(context.workspace().id(), name).map(line -> line.trigger().id()));
    RequestQuery query = parameters.query(limit);
    faults = parameters.faults();
    return query;
  }
}
