package drawbridge.inbound.control;

import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.store.BulkInsert;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.CacheStoreMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Claims and releases uids. The table's primary key makes them unique, and {@code on conflict do
 * nothing} avoids an exception for a lost race. Claims are inserted in the order of their uids, so
 * that two overlapping batches wait for each other and do not deadlock.
 */
@Stateless
public class Claims {

  private static final BulkInsert<Row> INSERT_OR_SKIP =
      BulkInsert.<Row>into("uid_claim")
          .text("workspace_id", Row::workspaceId)
          .text("uid", Row::uid)
          .text("run_id", row -> row.request().runId())
          .text("fingerprint", row -> row.request().fingerprint())
          .time("accepted_at", Row::acceptedAt)
          .number("conflicts", row -> 0)
          .orSkip();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;
  @Inject InboundSettings settings;

  /**
   * Asks for a uid.
   *
   * @param runId the run that the uid starts when the claim succeeds
   * @param fingerprint of the order's payload
   */
  public record ClaimRequest(String runId, String fingerprint) {}

  /**
   * Claims uids in the caller's transaction, in one statement when none is claimed yet. Blocks on a
   * uid that another transaction claims until that transaction ends.
   *
   * @param requests by uid
   * @return the existing claims that refuse a request, by uid; every other request succeeded
   */
  public Map<String, UidClaim> claim(String workspaceId, Map<String, ClaimRequest> requests) {
    Map<String, UidClaim> existing = new HashMap<>();
    SortedMap<String, ClaimRequest> open = new TreeMap<>(requests);
    while (!open.isEmpty() && insert(workspaceId, open) < open.size()) {
      settle(workspaceId, open, existing);
    }
    return existing;
  }

  /**
   * Removes settled requests from {@code open}. Those that remain need another insert: their claim
   * was older than the window and is deleted (D4), or another transaction deleted it.
   */
  private void settle(
      String workspaceId, SortedMap<String, ClaimRequest> open, Map<String, UidClaim> existing) {
    Map<String, UidClaim> found = new TreeMap<>(all(workspaceId, open.keySet()));
    for (UidClaim claim : found.values()) { // sorted, so that two batches lock in one order
      if (claim.runId().equals(require(open, claim.uid()).runId())) {
        open.remove(claim.uid());
      } else if (isInWindow(claim)) {
        existing.put(claim.uid(), claim);
        open.remove(claim.uid());
      } else {
        delete(claim, workspaceId);
      }
    }
  }

  private static <T> T require(Map<String, T> map, String uid) {
    return Objects.requireNonNull(map.get(uid), "no request for the uid");
  }

  private boolean isInWindow(UidClaim claim) {
    return claim.acceptedAt().isAfter(clock.instant().minus(settings.uidWindow()));
  }

  /** Returns the claims within the window (D4), by uid. */
  public Map<String, UidClaim> find(String workspaceId, Collection<String> uids) {
    Map<String, UidClaim> found = all(workspaceId, uids);
    found.values().removeIf(claim -> !isInWindow(claim));
    return found;
  }

  /** Reads the current rows, past the entities that this transaction has read. */
  private Map<String, UidClaim> all(String workspaceId, Collection<String> uids) {
    Map<String, UidClaim> found = new HashMap<>();
    if (!uids.isEmpty()) {
      entities
          .createQuery(
              "select c from UidClaim c where c.uid in :uids and c.workspaceId = :workspace",
              UidClaim.class)
          .setParameter("uids", List.copyOf(uids))
          .setParameter("workspace", workspaceId)
          .setHint("jakarta.persistence.cache.storeMode", CacheStoreMode.REFRESH)
          .getResultList()
          .forEach(claim -> found.put(claim.uid(), claim));
    }
    return found;
  }

  /**
   * Counts one conflict for each of these uids (D5).
   *
   * @param uids at least one
   */
  public void countConflicts(String workspaceId, Collection<String> uids) {
    entities
        .createQuery(
            "update UidClaim c set c.conflicts = c.conflicts + 1 where c.workspaceId = :workspace"
                + " and c.uid in :uids")
        .setParameter("workspace", workspaceId)
        .setParameter("uids", uids.stream().sorted().toList())
        .executeUpdate();
  }

  /** Releases a uid, so that it can be accepted again (D4). False when it is not claimed. */
  public boolean release(String workspaceId, String uid) {
    return entities
            .createQuery("delete from UidClaim c where c.uid = :uid and c.workspaceId = :workspace")
            .setParameter("uid", uid)
            .setParameter("workspace", workspaceId)
            .executeUpdate()
        > 0;
  }

  private void delete(UidClaim expired, String workspaceId) {
    entities
        .createQuery(
            "delete from UidClaim c where c.uid = :uid and c.workspaceId = :workspace"
                + " and c.runId = :run")
        .setParameter("uid", expired.uid())
        .setParameter("workspace", workspaceId)
        .setParameter("run", expired.runId())
        .executeUpdate();
  }

  private record Row(String workspaceId, String uid, ClaimRequest request, Instant acceptedAt) {}

  /** Returns how many claims were inserted. */
  private int insert(String workspaceId, SortedMap<String, ClaimRequest> requests) {
    Instant now = clock.instant();
    List<Row> rows = new ArrayList<>();
    requests.forEach((uid, request) -> rows.add(new Row(workspaceId, uid, request, now)));
    return INSERT_OR_SKIP.execute(entities, rows);
  }
}
