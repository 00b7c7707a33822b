package drawbridge.admin.control.requests;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.Predicates;
import drawbridge.platform.Ids;
import drawbridge.run.entity.RequestData;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Searches the requests of a workspace. Pages are cut by id, and ids sort by time. */
@Stateless
public class RequestSearch {

  /** Approximate maximum number of requests that one search reads. */
  static final int MOST_SEARCHED = 20_000;

  private static final Duration PATIENCE = Duration.ofMillis(600);
  private static final int CHUNK = 500;
  private static final String ROWS =
      "select r.id, r.data, r.status, r.accepted, r.duplicates, r.ignored, r.rejected"
          + " from ReceivedRequest r";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /**
   * Returns a page of requests, newest first. A search for a status, a text or a header reads about
   * {@link #MOST_SEARCHED} requests or 0.6 seconds: its page may have few requests or none, and
   * still have a next page.
   */
  public Page<RequestLine, String> find(String workspaceId, RequestQuery query) {
    Instant end = clock.instant().plus(PATIENCE);
    List<RequestLine> found = new ArrayList<>();
    Optional<String> before = query.before();
    int chunk = query.isScan() ? CHUNK : query.limit() + 1;
    for (int read = 0; ; read += chunk) {
      List<Object[]> rows = newest(workspaceId, query, before, chunk);
      Set<String> withText = withText(rows, query.text());
      for (Object[] row : rows) {
        RequestData request = RequestData.shown((String) row[0], (String) row[1]);
        if (passes(request, row, query, withText)) {
          if (found.size() == query.limit()) {
            return new Page<>(found, Optional.of(found.get(found.size() - 1).requestId()));
          }
          found.add(RequestLine.of(request, row));
        }
      }
      if (rows.size() < chunk) {
        return new Page<>(found, Optional.empty());
      }
      before = Optional.of((String) rows.get(rows.size() - 1)[0]);
      if (read + chunk >= MOST_SEARCHED || clock.instant().isAfter(end)) {
        return new Page<>(found, before);
      }
    }
  }

  private List<Object[]> newest(
      String workspaceId, RequestQuery query, Optional<String> before, int most) {
    return new Predicates()
        .and("r.workspaceId = :workspace", Map.of("workspace", workspaceId))
        .and("r.triggerId = :trigger", "trigger", query.triggerId())
        .and("r.id >= :from", "from", query.from().map(Ids::floor))
        .and("r.id < :to", "to", query.to().map(Ids::floor))
        .and("r.id < :before", "before", before)
        .query(entities, Object[].class, ROWS, "r.id desc")
        .setMaxResults(most)
        .getResultList();
  }

  private static boolean passes(
      RequestData request, Object[] row, RequestQuery query, Set<String> withText) {
    return query.status().filter(it -> it != ((Number) row[2]).intValue()).isEmpty()
        && (query.text().isEmpty() || withText.contains(request.id()))
        && query.header().filter(it -> !has(request, it)).isEmpty();
  }

  private static boolean has(RequestData request, RequestQuery.Header header) {
    String value = request.headers().get(header.name());
    return value != null && value.contains(header.value());
  }

  /** Returns the requests with the text in their data, their body or the data of their runs. */
  private Set<String> withText(List<Object[]> rows, Optional<String> text) {
    if (text.isEmpty() || rows.isEmpty()) {
      return Set.of();
    }
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text.get()));
    return new HashSet<>(
        entities
            .createQuery(
                "select r.id from ReceivedRequest r where r.id in :ids and (r.data like :text"
                    + " escape '!' or r.body like :text escape '!' or exists (select x.id from Run"
                    + " x where x.requestId = r.id and x.runtime like :text escape '!'))",
                String.class)
            .setParameter("ids", rows.stream().map(row -> (String) row[0]).toList())
            .setParameter("text", "%" + quoted.replaceAll("([!%_])", "!$1") + "%")
            .getResultList());
  }
}
