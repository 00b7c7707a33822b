package drawbridge.admin.control.requests;

import drawbridge.run.entity.RequestData;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request whose row was read, and that may pass a filter.
 *
 * @param triggerId null for the workflow request URL
 */
record Candidate(RequestData request, @Nullable String triggerId, RequestLine line) {

  String id() {
    return request.id();
  }

  boolean isRefused() {
    return line.refusal() != null;
  }

  /** Returns whether trigger, status and header pass. */
  boolean passes(RequestQuery query) {
    return query.triggerId().filter(it -> !it.equals(triggerId)).isEmpty()
        && query.status().filter(it -> !hasStatus(it)).isEmpty()
        && query.header().filter(it -> !hasHeader(it)).isEmpty();
  }

  /** An unknown status is that of a refused request: it stands for all of 4xx. */
  private boolean hasStatus(RequestQuery.StatusRange range) {
    @Nullable Integer status = line.status();
    return status == null ? range.equals(RequestQuery.StatusRange.parse("4xx")) : range.has(status);
  }

  private boolean hasHeader(RequestQuery.Header header) {
    String value = request.headers().get(header.name());
    return value != null
        && value.toLowerCase(Locale.ROOT).contains(header.value().toLowerCase(Locale.ROOT));
  }
}
