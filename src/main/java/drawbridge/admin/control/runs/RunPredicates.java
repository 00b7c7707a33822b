package drawbridge.admin.control.runs;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import drawbridge.admin.control.Predicates;
import drawbridge.platform.Ids;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JPQL predicates of a {@link RunQuery} for a run {@code r}. */
public final class RunPredicates {

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
   * Adds the predicate for runs with a text in their uid, data, problem or request. A text with
   * quotes or backslashes is also searched in its escaped form.
   */
  static Predicates withText(Predicates predicates, String text) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    return quoted.equals(text)
        ? predicates.and(
            "(r.uid like :text escape '!' or r.runtime like :text escape '!'"
                + " or r.stateValues like :text escape '!' or r.problem like :text escape '!' or "
                + ofRequest("text")
                + ")",
            Map.of("text", contains(text)))
        : predicates.and(
            "(r.uid like :text escape '!' or r.runtime like :text escape '!'"
                + " or r.stateValues like :text escape '!' or r.runtime like :quoted escape '!'"
                + " or r.stateValues like :quoted escape '!' or r.problem like :text escape '!'"
                + " or r.problem like :quoted escape '!' or "
                + ofRequest("quoted")
                + ")",
            Map.of("text", contains(text), "quoted", contains(quoted)));
  }

  private static String ofRequest(String parameter) {
    return "exists (select q.id from ReceivedRequest q where q.workspaceId = r.workspaceId"
        + " and q.id = r.requestId and q.data like :"
        + parameter
        + " escape '!')";
  }

  private static String contains(String text) {
    return "%" + text.replaceAll("([!%_])", "!$1") + "%";
  }
}
