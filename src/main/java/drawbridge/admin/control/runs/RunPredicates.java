package drawbridge.admin.control.runs;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import drawbridge.admin.control.Predicates;
import drawbridge.platform.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JPQL predicates of a {@link RunQuery} for a run {@code r}. */
public final class RunPredicates {

  private static final List<String> JSON =
      List.of("r.runtime", "r.stateValues", "r.output", "r.problem");

  private RunPredicates() {}

  /** Returns the predicates for the runs of a workspace that pass the filters. */
  public static Predicates of(String workspaceId, RunQuery query) {
    Predicates predicates =
        new Predicates()
            .and("r.workspaceId = :workspace", "workspace", Optional.of(workspaceId))
            .and("r.state = :status", "status", query.status())
            .and("r.uid = :uid", "uid", query.uid())
            .and("r.requestId = :request", "request", query.request())
            .and("r.bulkReplay = :replay", "replay", query.replay())
            .and("r.issue = :issue", "issue", query.issue())
            .and("r.acceptedAt >= :from", "from", query.from())
            .and("r.acceptedAt < :to", "to", query.to())
            .and("r.id < :before", "before", query.before())
            .and(
                query.workflow().filter(Ids::isUuid).isPresent()
                    ? "(r.workflowId = :workflow or r.workflowName = :workflow)"
                    : "r.workflowName = :workflow",
                "workflow",
                query.workflow().map(w -> Ids.isUuid(w) ? w.toLowerCase(Locale.ROOT) : w));
    return query.text().map(text -> withText(predicates, text)).orElse(predicates);
  }

  /**
   * Adds the predicate for runs with a text, in any case, in their ids, uid, data, output, problem
   * or request. In JSON, a text with quotes or backslashes is searched in its escaped form, too. An
   * ellipsis within an id stands for the characters that pages leave out. Does not read steps: a
   * run may have thousands, and the problem of a failed run has the error of its step.
   */
  static Predicates withText(Predicates predicates, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(lower));
    List<String> parts =
        new ArrayList<>(List.of("r.id like :id escape '!'", "r.requestId like :id escape '!'"));
    parts.add(like("r.uid", "text"));
    for (String json : JSON) {
      parts.add(like(json, "text"));
      if (!quoted.equals(lower)) {
        parts.add(like(json, "quoted"));
      }
    }
    parts.add(
        "exists (select q.id from ReceivedRequest q where q.workspaceId = r.workspaceId"
            + " and q.id = r.requestId and "
            + like("q.data", "quoted")
            + ")");
    return predicates.and(
        "(" + String.join(" or ", parts) + ")",
        Map.of(
            "id", contains(lower).replace('…', '%'),
            "text", contains(lower),
            "quoted", contains(quoted)));
  }

  private static String like(String column, String parameter) {
    return "lower(" + column + ") like :" + parameter + " escape '!'";
  }

  private static String contains(String text) {
    return "%" + text.replaceAll("([!%_])", "!$1") + "%";
  }
}
