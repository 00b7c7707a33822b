package drawbridge.inbound.control;

import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.InstantColumn;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which uids a workspace has accepted. Uniqueness is the table's primary key; a race is lost
 * quietly ({@code on conflict do nothing}) and not as an exception, and claims are inserted in the
 * order of their uids, so that two batches that overlap in opposite order wait for each other and
 * do not deadlock.
 */
@Stateless
public class Claims {

  private static final int ROWS_PER_STATEMENT = 500;

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @Inject InboundSettings settings;

  /**
   * A uid that wants to start a run.
   *
   * @param fingerprint of the order's payload
   */
  public record Wish(String runId, String fingerprint) {}

  /**
   * Claims uids in the caller's transaction.
   *
   * @param wishes by uid
   * @return the claim that stands, for every uid: one of ours, or the earlier one. An insert of a
   *     uid that another transaction is just inserting waits for the end of that transaction
   */
  public Map<String, UidClaim> claim(String workspaceId, Map<String, Wish> wishes) {
    Map<String, UidClaim> standing = find(workspaceId, wishes.keySet());
    SortedMap<String, Wish> fresh = new TreeMap<>(wishes);
    fresh.keySet().removeAll(standing.keySet());
    if (!fresh.isEmpty()) {
      releaseExpired(workspaceId, fresh.keySet());
      insert(workspaceId, fresh);
      standing.putAll(find(workspaceId, fresh.keySet()));
    }
    return standing;
  }

  /** Claims that stand, by uid; those older than the window are forgotten (D4). */
  public Map<String, UidClaim> find(String workspaceId, Collection<String> uids) {
    Map<String, UidClaim> found = new HashMap<>();
    if (!uids.isEmpty()) {
      entities
          .createQuery(
              "select c from UidClaim c where c.workspaceId = :workspace and c.uid in :uids"
                  + " and c.acceptedAt > :since",
              UidClaim.class)
          .setParameter("workspace", workspaceId)
          .setParameter("uids", List.copyOf(uids))
          .setParameter("since", clock.instant().minus(settings.uidWindow()))
          .getResultList()
          .forEach(claim -> found.put(claim.uid(), claim));
    }
    return found;
  }

  /** Counts that these uids came again with another payload (D5). */
  public void noteConflicts(String workspaceId, Collection<String> uids) {
    if (!uids.isEmpty()) {
      entities
          .createQuery(
              "update UidClaim c set c.conflicts = c.conflicts + 1 where c.workspaceId = :workspace"
                  + " and c.uid in :uids")
          .setParameter("workspace", workspaceId)
          .setParameter("uids", uids.stream().sorted().toList())
          .executeUpdate();
    }
  }

  /** Releases a uid, so that it can be accepted again (D4); false when it is not claimed. */
  public boolean release(String workspaceId, String uid) {
    return entities
            .createQuery("delete from UidClaim c where c.workspaceId = :workspace and c.uid = :uid")
            .setParameter("workspace", workspaceId)
            .setParameter("uid", uid)
            .executeUpdate()
        > 0;
  }

  private void releaseExpired(String workspaceId, Collection<String> uids) {
    entities
        .createQuery(
            "delete from UidClaim c where c.workspaceId = :workspace and c.uid in :uids"
                + " and c.acceptedAt <= :since")
        .setParameter("workspace", workspaceId)
        .setParameter("uids", List.copyOf(uids))
        .setParameter("since", clock.instant().minus(settings.uidWindow()))
        .executeUpdate();
  }

  private void insert(String workspaceId, SortedMap<String, Wish> wishes) {
    List<Map.Entry<String, Wish>> rows = List.copyOf(wishes.entrySet());
    for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
      insertRows(workspaceId, rows.subList(from, Math.min(rows.size(), from + ROWS_PER_STATEMENT)));
    }
  }

  private void insertRows(String workspaceId, List<Map.Entry<String, Wish>> rows) {
    Instant now = clock.instant();
    StringBuilder sql =
        new StringBuilder(
            "insert into uid_claim (workspace_id, uid, run_id, fingerprint, accepted_at, conflicts) values ");
    for (int row = 0; row < rows.size(); row++) {
      int first = row * 3;
      sql.append(row == 0 ? "" : ", ")
          .append("(?1, ?" + (first + 3) + ", ?" + (first + 4) + ", ?" + (first + 5) + ", ?2, 0)");
    }
    Query insert = entities.createNativeQuery(sql.append(" on conflict do nothing").toString());
    insert.setParameter(1, workspaceId).setParameter(2, InstantColumn.micros(now));
    int next = 3;
    for (Map.Entry<String, Wish> row : rows) {
      insert.setParameter(next, row.getKey());
      insert.setParameter(next + 1, row.getValue().runId());
      insert.setParameter(next + 2, row.getValue().fingerprint());
      next += 3;
    }
    insert.executeUpdate();
  }
}
