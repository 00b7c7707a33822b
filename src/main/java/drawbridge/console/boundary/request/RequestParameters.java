package drawbridge.console.boundary.request;

import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.platform.Ids;
import drawbridge.platform.StorableInstant;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Parses the parameters of a page of requests. */
final class RequestParameters {

  static final String CURSOR = "cursor";

  private final Function<String, Optional<String>> texts;
  private final Function<String, Optional<String>> triggerIds;
  private final List<String> faults = new ArrayList<>();

  /**
   * @param texts returns a parameter by its name
   * @param triggerIds returns the id of a trigger by its name
   */
  RequestParameters(
      Function<String, Optional<String>> texts, Function<String, Optional<String>> triggerIds) {
    this.texts = texts;
    this.triggerIds = triggerIds;
  }

  /** Returns the invalid parameters as sentences. Call {@link #query} first. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Returns the query without invalid parameters. */
  RequestQuery query(int limit) {
    return new RequestQuery(
        parsed("trigger", "The workspace has no trigger of that name.", this::trigger),
        parsed(
            "status",
            "The status must be a number like 202, or 2xx, 4xx or 5xx.",
            RequestQuery.StatusRange::parse),
        parsed("from", "“Received from” must be a time.", StorableInstant::parse),
        parsed("to", "“Received before” must be a time.", StorableInstant::parse),
        texts.apply("q"),
        parsed(
            "header",
            "The header must be a name, or a name, a colon and a part of the value.",
            RequestQuery.Header::parse),
        parsed(CURSOR, "The cursor is invalid. Start at the first page.", RequestParameters::uuid),
        limit);
  }

  private String trigger(String name) {
    return triggerIds.apply(name).orElseThrow(() -> new IllegalArgumentException("no trigger"));
  }

  private static String uuid(String text) {
    if (!Ids.isUuid(text)) {
      throw new IllegalArgumentException("no UUID");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private <T> Optional<T> parsed(String name, String fault, Function<String, T> parser) {
    try {
      return texts.apply(name).map(parser);
    } catch (IllegalArgumentException | DateTimeException e) {
      faults.add(fault);
      return Optional.empty();
    }
  }
}
