package drawbridge.admin.control.requests;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import drawbridge.admin.control.Predicates;
import drawbridge.platform.Ids;
import drawbridge.run.entity.RequestData;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the rows of requests that were answered 200, 202 or 207. */
record ReceivedRows(EntityManager entities, String workspaceId) {

  private static final String ROWS =
      "select r.id, r.data, r.status, r.accepted, r.duplicates, r.ignored, r.rejected, r.triggerId"
          + " from ReceivedRequest r";

  /** Returns the newest requests before one, of any status, text and header. */
  List<Candidate> newest(RequestQuery query, Optional<String> before, int most) {
    return new Predicates()
            .and("r.workspaceId = :workspace", Map.of("workspace", workspaceId))
            .and("r.triggerId = :trigger", "trigger", query.triggerId())
            .and("r.id >= :from", "from", query.from().map(Ids::floor))
            .and("r.id < :to", "to", query.to().map(Ids::floor))
            .and("r.id < :before", "before", before)
            .query(entities, Object[].class, ROWS, "r.id desc")
            .setMaxResults(most)
            .getResultList()
            .stream()
            .map(ReceivedRows::candidate)
            .toList();
  }

  /** Returns the newest ids from one on, newest first. */
  List<String> ids(String from, int most) {
    return entities
        .createQuery(
            "select r.id from ReceivedRequest r where r.workspaceId = :workspace and r.id >= :from"
                + " order by r.id desc",
            String.class)
        .setParameter("workspace", workspaceId)
        .setParameter("from", from)
        .setMaxResults(most)
        .getResultList();
  }

  /** Returns the requests with these ids, in any order. */
  List<Candidate> withIds(Collection<String> ids) {
    return entities
        .createQuery(ROWS + " where r.workspaceId = :workspace and r.id in :ids", Object[].class)
        .setParameter("workspace", workspaceId)
        .setParameter("ids", ids)
        .getResultList()
        .stream()
        .map(ReceivedRows::candidate)
        .toList();
  }

  private static Candidate candidate(Object[] row) {
    RequestData request = RequestData.shown((String) row[0], (String) row[1]);
    RequestLine.Counts counts =
        new RequestLine.Counts(number(row[3]), number(row[4]), number(row[5]), number(row[6]));
    return new Candidate(
        request,
        (String) row[7],
        RequestLine.of(request, ((Number) row[2]).intValue(), counts, null));
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }

  /** Returns the requests with the text in their data, their body or the data of their runs. */
  Set<String> withText(List<String> ids, String text) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    return new HashSet<>(
        entities
            .createQuery(
                "select r.id from ReceivedRequest r where r.workspaceId = :workspace and r.id in :ids"
                    + " and (lower(r.data) like"
                    + " :text escape '!' or lower(r.body) like :text escape '!' or exists (select"
                    + " x.id from Run x where x.requestId = r.id and lower(x.runtime) like :text"
                    + " escape '!'))",
                String.class)
            .setParameter("workspace", workspaceId)
            .setParameter("ids", ids)
            .setParameter(
                "text", "%" + quoted.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%")
            .getResultList());
  }
}
