package drawbridge.admin.issue.control;

import drawbridge.run.entity.IssueState;
import java.util.Optional;

/**
 * Filters and page of a search for issues. An empty filter matches every issue.
 *
 * @param workflow name or id of a workflow
 * @param text part of the workflow, task, error type, title or detail, in any case
 * @param before id of a run; only issues whose newest failed run is older match
 * @param limit maximum number of issues on the page
 */
public record IssueQuery(
    Optional<IssueState> state,
    Optional<String> workflow,
    Optional<String> text,
    Optional<String> before,
    int limit) {

  /** Maximum number of issues on a page. */
  public static final int LARGEST_PAGE = 100;

  public IssueQuery {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " issues: " + limit);
    }
  }
}
