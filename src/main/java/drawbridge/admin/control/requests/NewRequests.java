package drawbridge.admin.control.requests;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Set;

/** Reads requests that have arrived lately. */
@Stateless
public class NewRequests {

  /** The most requests that one read returns. */
  static final int MOST = 1_000;

  /** The most ids that one read returns: more than a node accepts in a minute. */
  static final int MOST_IDS = 100_000;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** Requests of a workspace, oldest first. */
  public static final class Batch {
    private final List<Candidate> requests;
    private final long skipped;

    private Batch(List<Candidate> requests, long skipped) {
      this.requests = List.copyOf(requests);
      this.skipped = skipped;
    }

    /** Returns how many older requests are left out. */
    public long skipped() {
      return skipped;
    }
  }

  /** Returns the ids of a workspace's requests from one on, newest first. */
  public List<String> ids(String workspaceId, String from) {
    return new RequestRows(entities, workspaceId).ids(from, MOST_IDS);
  }

  /**
   * Returns the requests with these ids.
   *
   * @param ids newest first; the oldest are left out when there are too many
   */
  public Batch read(String workspaceId, List<String> ids) {
    List<String> newest = ids.subList(0, Math.min(MOST, ids.size()));
    return new Batch(
        new RequestRows(entities, workspaceId).withIds(newest), ids.size() - newest.size());
  }

  /** Returns the requests that pass a query without times and cursor, oldest first. */
  public List<RequestLine> passing(String workspaceId, Batch batch, RequestQuery query) {
    RequestRows rows = new RequestRows(entities, workspaceId);
    List<Candidate> candidates = batch.requests.stream().filter(it -> it.passes(query)).toList();
    Set<String> withText = rows.withText(candidates, query.text());
    return candidates.stream()
        .filter(it -> rows.passes(it, query, withText))
        .map(Candidate::line)
        .toList();
  }
}
