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
 * Which uids a workspace has accepted. Uniqueness is the table's primary key; a race is lost
 * quietly ({@code on conflict do nothing}) and not as an exception, and claims are inserted in the
 * order of their uids, so that two batches that overlap in opposite order wait for each other and
 * do not deadlock.
 */
@Stateless
public class Claims {

  /** A uid that was claimed before is left out. */
  private static final BulkInsert<Row> INSERT =
      BulkInsert.<Row>into("uid_claim")
          .text("workspace_id", Row::workspaceId)
          .text("uid", Row::uid)
          .text("run_id", row -> row.wish().runId())
          .text("fingerprint", row -> row.wish().fingerprint())
          .time("accepted_at", Row::acceptedAt)
          .number("conflicts", row -> 0)
          .orSkip();

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
   * Claims uids in the caller's transaction: one statement, where none was claimed before.
   *
   * @param wishes by uid
   * @return the claims of others that stand in the way, by uid; every other wish has its claim now.
   *     A uid that another transaction is just claiming waits for the end of that transaction
   */
  public Map<String, UidClaim> claim(String workspaceId, Map<String, Wish> wishes) {
    Map<String, UidClaim> others = new HashMap<>();
    SortedMap<String, Wish> open = new TreeMap<>(wishes);
    while (!open.isEmpty() && insert(workspaceId, open) < open.size()) {
      settle(workspaceId, open, others);
    }
    return others;
  }

  /**
   * Leaves open what must be inserted once more: claims that were in the way and are older than the
   * window (D4), which are removed, and those that were removed by somebody else since.
   */
  private void settle(
      String workspaceId, SortedMap<String, Wish> open, Map<String, UidClaim> others) {
    Map<String, UidClaim> found = new TreeMap<>(all(workspaceId, open.keySet()));
    for (UidClaim claim : found.values()) { // in order: two batches lock alike
      if (claim.runId().equals(require(open, claim.uid()).runId())) {
        open.remove(claim.uid());
      } else if (stands(claim)) {
        others.put(claim.uid(), claim);
        open.remove(claim.uid());
      } else {
        forget(claim, workspaceId);
      }
    }
  }

  private static <T> T require(Map<String, T> map, String uid) {
    return Objects.requireNonNull(map.get(uid), "a uid that was asked for");
  }

  private boolean stands(UidClaim claim) {
    return claim.acceptedAt().isAfter(clock.instant().minus(settings.uidWindow()));
  }

  /** Claims that stand, by uid; those older than the window are forgotten (D4). */
  public Map<String, UidClaim> find(String workspaceId, Collection<String> uids) {
    Map<String, UidClaim> found = all(workspaceId, uids);
    found.values().removeIf(claim -> !stands(claim));
    return found;
  }

  /** As the store has them now, and not as this transaction saw them before. */
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
            .createQuery("delete from UidClaim c where c.uid = :uid and c.workspaceId = :workspace")
            .setParameter("uid", uid)
            .setParameter("workspace", workspaceId)
            .executeUpdate()
        > 0;
  }

  private void forget(UidClaim expired, String workspaceId) {
    entities
        .createQuery(
            "delete from UidClaim c where c.uid = :uid and c.workspaceId = :workspace"
                + " and c.runId = :run")
        .setParameter("uid", expired.uid())
        .setParameter("workspace", workspaceId)
        .setParameter("run", expired.runId())
        .executeUpdate();
  }

  private record Row(String workspaceId, String uid, Wish wish, Instant acceptedAt) {}

  /** How many of them were not claimed by anybody. */
  private int insert(String workspaceId, SortedMap<String, Wish> wishes) {
    Instant now = clock.instant();
    List<Row> rows = new ArrayList<>();
    wishes.forEach((uid, wish) -> rows.add(new Row(workspaceId, uid, wish, now)));
    return INSERT.execute(entities, rows);
  }
}
