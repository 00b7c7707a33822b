package drawbridge.admin.control.runs;

import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.util.Optional;

/**
 * Filters and page of a search for runs. An empty filter matches every run.
 *
 * @param workflow name or id of a workflow
 * @param replay id of a bulk replay that started the run
 * @param issue id of the issue of the failed run
 * @param from accepted at this time or later
 * @param to accepted earlier than this time
 * @param text part of the id, request id or uid, or of the JSON texts of runtime data, state
 *     values, output, problem and request, in any case
 * @param before id of a run; only older runs match
 * @param limit maximum number of runs on the page
 */
public record RunQuery(
    Optional<RunState> status,
    Optional<String> workflow,
    Optional<String> uid,
    Optional<String> request,
    Optional<String> replay,
    Optional<String> issue,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> text,
    Optional<String> before,
    int limit) {

  /** Maximum number of runs on a page. */
  public static final int LARGEST_PAGE = 200;

  public RunQuery {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " runs: " + limit);
    }
  }

  /** Returns the query for the newest runs of a workflow. */
  static RunQuery ofWorkflow(String workflow, int limit) {
    Optional<String> any = Optional.empty();
    Optional<Instant> ever = Optional.empty();
    return new RunQuery(
        Optional.empty(), Optional.of(workflow), any, any, any, any, ever, ever, any, any, limit);
  }

  /** Returns this query without a text. */
  public RunQuery withoutText() {
    return new RunQuery(
        status, workflow, uid, request, replay, issue, from, to, Optional.empty(), before, limit);
  }

  /** Returns this query for runs that are older than a run. */
  public RunQuery before(String run) {
    return new RunQuery(
        status, workflow, uid, request, replay, issue, from, to, text, Optional.of(run), limit);
  }
}
