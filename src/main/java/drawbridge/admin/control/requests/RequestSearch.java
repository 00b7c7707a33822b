package drawbridge.admin.control.requests;

import drawbridge.admin.control.Page;
import drawbridge.platform.Ids;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Searches the requests of a workspace: those that have a row, and those that were refused and
 * kept. Pages are cut by id, and ids sort by time.
 */
@Stateless
public class RequestSearch {

  /** Approximate maximum number of requests that one search reads. */
  static final int MOST_SEARCHED = 20_000;

  private static final Duration PATIENCE = Duration.ofMillis(600);
  private static final int CHUNK = 500;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /**
   * Returns a page of requests, newest first. A search for a status, a text or a header reads about
   * {@link #MOST_SEARCHED} requests or 0.6 seconds: its page may have few requests or none, and
   * still have a next page. A text that is the id of a request finds that request only.
   */
  public Page<RequestLine, String> find(String workspaceId, RequestQuery query) {
    RequestRows rows = new RequestRows(entities, workspaceId);
    Optional<Candidate> named = query.text().filter(Ids::isUuid).flatMap(id -> byId(rows, id));
    return named
        .map(it -> new Page<RequestLine, String>(List.of(it.line()), Optional.empty()))
        .orElseGet(() -> search(rows, query));
  }

  private static Optional<Candidate> byId(RequestRows rows, String text) {
    String id = text.toLowerCase(Locale.ROOT);
    RequestQuery any =
        RequestQuery.live(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    // the ids before the one that follows
    return rows.newest(any, Optional.of(id + "0"), 1).stream()
        .filter(it -> it.id().equals(id))
        .findFirst();
  }

  private Page<RequestLine, String> search(RequestRows rows, RequestQuery query) {
    Instant end = clock.instant().plus(PATIENCE);
    List<RequestLine> found = new ArrayList<>();
    Optional<String> before = query.before();
    int chunk = query.isScan() ? CHUNK : query.limit() + 1;
    for (int read = 0; read < MOST_SEARCHED; read += chunk) {
      List<Candidate> candidates = rows.newest(query, before, chunk);
      Set<String> withText = rows.withText(candidates, query.text());
      for (Candidate candidate : candidates) {
        if (rows.passes(candidate, query, withText)) {
          if (found.size() == query.limit()) {
            return new Page<>(found, before);
          }
          found.add(candidate.line());
        }
        before = Optional.of(candidate.id());
        if (query.isScan() && clock.instant().isAfter(end)) {
          return new Page<>(found, before);
        }
      }
      if (candidates.size() < chunk) {
        return new Page<>(found, Optional.empty());
      }
    }
    return new Page<>(found, before);
  }
}
