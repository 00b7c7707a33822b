package drawbridge.admin.control.requests;

import drawbridge.admin.control.Predicates;
import drawbridge.platform.Ids;
import drawbridge.run.entity.RequestData;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole requests that were refused and kept (T12). A refused request that was sent again
 * has a row of its own, which {@link ReceivedRows} reads.
 */
record RefusedRows(EntityManager entities, String workspaceId) {

  private static final String ROWS =
      "select d.requestId, d.request, d.status, d.id, d.reason, d.detail, d.triggerId from RefusedDelivery d";

  private static final String WITHOUT_ROW =
      "not exists (select r.id from ReceivedRequest r where r.workspaceId = d.workspaceId and r.id ="
          + " d.requestId)";

  /** Returns the newest requests before one, of any status, text and header. */
  List<Candidate> newest(RequestQuery query, Optional<String> before, int most) {
    return new Predicates()
            .and("d.workspaceId = :workspace", Map.of("workspace", workspaceId))
            .and("d.element is null", Map.of())
            .and("d.triggerId = :trigger", "trigger", query.triggerId())
            .and("d.requestId >= :from", "from", query.from().map(Ids::floor))
            .and("d.requestId < :to", "to", query.to().map(Ids::floor))
            .and("d.requestId < :before", "before", before)
            .and(WITHOUT_ROW, Map.of())
            .query(entities, Object[].class, ROWS, "d.requestId desc")
            .setMaxResults(most)
            .getResultList()
            .stream()
            .map(RefusedRows::candidate)
            .toList();
  }

  /** Returns the newest ids from one on, newest first. */
  List<String> ids(String from, int most) {
    return entities
        .createQuery(
            "select d.requestId from RefusedDelivery d where d.workspaceId = :workspace and"
                + " d.requestId >= :from and d.element is null order by d.requestId desc",
            String.class)
        .setParameter("workspace", workspaceId)
        .setParameter("from", from)
        .setMaxResults(most)
        .getResultList();
  }

  /** Returns the requests with these ids, in any order. */
  List<Candidate> withIds(Collection<String> ids) {
    return entities
        .createQuery(
            ROWS
                + " where d.workspaceId = :workspace and d.requestId in :ids and d.element is null"
                + " and "
                + WITHOUT_ROW,
            Object[].class)
        .setParameter("workspace", workspaceId)
        .setParameter("ids", ids)
        .getResultList()
        .stream()
        .map(RefusedRows::candidate)
        .toList();
  }

  private static Candidate candidate(Object[] row) {
    RequestData request = RequestData.shown((String) row[0], (String) row[1]);
    return new Candidate(
        request,
        (String) row[6],
        RequestLine.of(
            request,
            (Integer) row[2],
            RequestLine.Counts.NONE,
            new RequestLine.Refusal((String) row[3], (String) row[4], (String) row[5])));
  }

  /** Returns whether a request has the text in its data, its body or its reason. */
  boolean hasText(Candidate candidate, String text) {
    RequestLine.@Nullable Refusal refusal = candidate.line().refusal();
    if (refusal == null) {
      return false;
    }
    String sought = text.toLowerCase(Locale.ROOT);
    return Stream.concat(
            Stream.of(candidate.request().toText(), refusal.reason(), refusal.detail()),
            body(refusal.deliveryId()).stream())
        .anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(sought));
  }

  private Optional<String> body(String deliveryId) {
    return entities
        .createQuery("select d.content from RefusedDelivery d where d.id = :id", String.class)
        .setParameter("id", deliveryId)
        .getResultList()
        .stream()
        .filter(Objects::nonNull) // the body was not kept
        .findFirst()
        .map(it -> new String(Base64.getDecoder().decode(it), StandardCharsets.UTF_8));
  }
}
