package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.platform.Ids;
import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Queries of runs as callers write them: names and forms are the same wherever one is asked for.
 */
public final class RunQueries {

  private static final int PAGE = 50;
  private static final String INSTANT =
      "must be an instant such as 2026-01-31T23:59:59Z (write a + as %2B)";
  private static final String LIMIT = "must be a whole number from 1 to ";

  private RunQueries() {}

  /**
   * A page of runs; ends the reading.
   *
   * @throws Refused 400 with every fault
   */
  public static RunQuery page(Parameters parameters) {
    RunQuery query = read(parameters, cursor(parameters), limit(parameters, RunQuery.LARGEST_PAGE));
    parameters.end();
    return query;
  }

  /** All runs that are found; who asks ends the reading. */
  public static RunQuery all(Parameters parameters) {
    return read(parameters, Optional.empty(), 1);
  }

  /** Where a page of a list starts. */
  public static Optional<String> cursor(Parameters parameters) {
    return parameters.parsed("cursor", "must be the next of an answer", RunQueries::uuid);
  }

  /** How much a page of a list has. */
  public static int limit(Parameters parameters, int most) {
    return parameters.parsed("limit", LIMIT + most, text -> limit(text, most)).orElse(PAGE);
  }

  private static RunQuery read(Parameters parameters, Optional<String> before, int limit) {
    return new RunQuery(
        parameters.parsed("status", "must be one of " + statuses(), RunQueries::status),
        parameters.text("workflow"),
        parameters.text("uid"),
        parameters.parsed("request", "must be a UUID", RunQueries::uuid),
        parameters.parsed("from", INSTANT, RunQueries::instant),
        parameters.parsed("to", INSTANT, RunQueries::instant),
        parameters.text("q"),
        before,
        limit);
  }

  private static String statuses() {
    return String.join(", ", Arrays.stream(RunState.values()).map(RunState::label).toList());
  }

  private static RunState status(String text) {
    return Arrays.stream(RunState.values())
        .filter(state -> state.label().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static String uuid(String text) {
    if (!Ids.isUuid(text)) {
      throw new IllegalArgumentException();
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** Within what the store can hold. */
  private static Instant instant(String text) {
    Instant instant = Instant.parse(text);
    int year = instant.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9999) {
      throw new IllegalArgumentException();
    }
    return instant;
  }

  private static int limit(String text, int most) {
    int limit = Integer.parseInt(text);
    if (limit < 1 || limit > most) {
      throw new IllegalArgumentException();
    }
    return limit;
  }
}
