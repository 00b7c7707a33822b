package drawbridge.inbound.control;

import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.clock.AgingClock;
import drawbridge.platform.store.BulkInsert;
import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.NativeTexts;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.CacheStoreMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Claims and releases uids. The table's primary key makes them unique, and {@code on conflict do
 * nothing} avoids an exception for a lost race. Claims are inserted in the order of their uids, so
 * that two overlapping batches wait for each other and do not deadlock.
 */
@Stateless
public class Claims {

  private static final BulkInsert<UidClaim> INSERT_OR_SKIP =
      BulkInsert.<UidClaim>into("uid_claim")
          .text("workspace_id", UidClaim::workspaceId)
          .text("uid", UidClaim::uid)
          .text("run_id", UidClaim::runId)
          .text("fingerprint", UidClaim::fingerprint)
          .time("accepted_at", UidClaim::acceptedAt)
          .number("conflicts", UidClaim::conflicts)
          .orSkip();

  /**
   * {@code concat} keeps H2 from using the second column of the key: it would read all claims of
   * the workspace.
   */
  private static final String THESE = "uid = any(?1) and concat(workspace_id, '') = ?2";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject AgingClock aging;
  @Inject InboundSettings settings;

  /**
   * Claims uids in the caller's transaction, in one statement when none is claimed yet. Blocks on a
   * uid that another transaction claims until that transaction ends.
   *
   * @param claims of one workspace, by uid
   * @return the existing claims that refuse one of these, by uid; every other claim succeeded
   */
  public Map<String, UidClaim> claim(String workspaceId, Map<String, UidClaim> claims) {
    Map<String, UidClaim> existing = new HashMap<>();
    SortedMap<String, UidClaim> open = new TreeMap<>(claims);
    while (INSERT_OR_SKIP.execute(entities, open.values()) < open.size()) {
      settle(workspaceId, open, existing);
    }
    return existing;
  }

  /**
   * Removes settled claims from {@code open}. Those that remain need another insert: the existing
   * claim was older than the window and is deleted (D4), or another transaction deleted it.
   */
  private void settle(
      String workspaceId, SortedMap<String, UidClaim> open, Map<String, UidClaim> existing) {
    Map<String, UidClaim> found = new TreeMap<>(all(workspaceId, open.keySet()));
    for (UidClaim claim : found.values()) { // sorted, so that two batches lock in one order
      if (claim.runId().equals(Objects.requireNonNull(open.get(claim.uid())).runId())) {
        open.remove(claim.uid());
      } else if (isInWindow(claim)) {
        existing.put(claim.uid(), claim);
        open.remove(claim.uid());
      } else {
        delete(claim);
      }
    }
  }

  private boolean isInWindow(UidClaim claim) {
    return claim.acceptedAt().isAfter(aging.instant().minus(settings.uidWindow()));
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

  private void delete(UidClaim expired) {
    entities
        .createQuery(
            "delete from UidClaim c where c.uid = :uid and c.workspaceId = :workspace"
                + " and c.runId = :run")
        .setParameter("uid", expired.uid())
        .setParameter("workspace", expired.workspaceId())
        .setParameter("run", expired.runId())
        .executeUpdate();
  }

  /**
   * Deletes the oldest claims, in one transaction. Skips claims that a request replaces at this
   * moment. A sender of one of these uids waits for the end of this transaction. The claims are
   * selected first and locked by key afterwards, because H2 locks rows before it applies a limit.
   *
   * @param until claims of this time or earlier
   * @param after ignored, since deleted claims are not found again
   */
  public Purge.Batch removeOld(Instant until, String after, int most) {
    List<Object[]> oldest =
        entities
            .createQuery(
                "select c.workspaceId, c.uid from UidClaim c where c.acceptedAt <= :until"
                    + " order by c.acceptedAt",
                Object[].class)
            .setParameter("until", until)
            .setMaxResults(most)
            .getResultList();
    Map<String, List<String>> uids =
        oldest.stream()
            .collect(
                Collectors.groupingBy(
                    row -> (String) row[0],
                    Collectors.mapping(row -> (String) row[1], Collectors.toList())));
    int removed = 0;
    for (Map.Entry<String, List<String>> each : uids.entrySet()) {
      removed += remove(each.getKey(), locked(each.getKey(), each.getValue(), until));
    }
    return new Purge.Batch(removed, Optional.of("").filter(first -> oldest.size() == most));
  }

  private List<String> locked(String workspaceId, List<String> uids, Instant until) {
    return NativeTexts.of(
        entities
            .createNativeQuery(
                "select uid from uid_claim where "
                    + THESE
                    + " and accepted_at <= ?3 for update skip locked")
            .setParameter(1, uids.toArray(new String[0]))
            .setParameter(2, workspaceId)
            .setParameter(3, InstantColumn.micros(until)));
  }

  private int remove(String workspaceId, List<String> uids) {
    return entities
        .createNativeQuery("delete from uid_claim where " + THESE)
        .setParameter(1, uids.toArray(new String[0]))
        .setParameter(2, workspaceId)
        .executeUpdate();
  }
}
