package drawbridge.admin.control.runs;

import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.util.Optional;

/**
 * Which runs somebody looks for; what is empty does not narrow.
 *
 * @param workflow its name or id
 * @param from accepted then or later
 * @param to accepted before then
 * @param text part of the uid, or of the JSON texts of runtime data and state values
 * @param before only runs that are older than this one
 * @param limit most runs of a page
 */
public record RunQuery(
    Optional<RunState> status,
    Optional<String> workflow,
    Optional<String> uid,
    Optional<String> request,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> text,
    Optional<String> before,
    int limit) {

  /** The most runs that a page may have. */
  public static final int LARGEST_PAGE = 200;

  public RunQuery {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " runs: " + limit);
    }
  }

  /** The same for runs that are older than this one. */
  public RunQuery before(String run) {
    return new RunQuery(status, workflow, uid, request, from, to, text, Optional.of(run), limit);
  }

  /** The first page of all runs. */
  public static RunQuery all(int limit) {
    return new RunQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }
}
