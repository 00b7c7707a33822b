package drawbridge.inbound.control;

import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.ListQuery;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Removes the claims that are older than the window (D4): those that {@link Claims} calls forgotten
 * already, and no others.
 */
@Stateless
public class OldClaims {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes the oldest claims; those that a request is just replacing are passed over. Who sends
   * one of these uids again meanwhile waits for the end of this transaction. They are looked for
   * first and locked by their keys then: H2 locks before it limits.
   *
   * @param until claims that were made then or before
   * @param after not needed: what was removed is not found again
   */
  public Purge.Batch remove(Instant until, String after, int most) {
    List<UidClaim> oldest =
        entities
            .createQuery(
                "select c from UidClaim c where c.acceptedAt <= :until order by c.acceptedAt",
                UidClaim.class)
            .setParameter("until", until)
            .setMaxResults(most)
            .getResultList();
    Map<String, List<String>> uids =
        oldest.stream()
            .collect(
                Collectors.groupingBy(
                    UidClaim::workspaceId, Collectors.mapping(UidClaim::uid, Collectors.toList())));
    int removed = 0;
    for (Map.Entry<String, List<String>> each : uids.entrySet()) {
      removed += remove(each.getKey(), locked(each.getKey(), each.getValue(), until));
    }
    return new Purge.Batch(removed, Optional.of("").filter(first -> oldest.size() == most));
  }

  private List<String> locked(String workspaceId, List<String> uids, Instant until) {
    return ListQuery.texts(
        entities,
        "select c.uid from uid_claim c where c.uid in (?*) and c.workspace_id = ?1"
            + " and c.accepted_at <= ?2 for update skip locked",
        uids,
        workspaceId,
        InstantColumn.micros(until));
  }

  private int remove(String workspaceId, List<String> uids) {
    return uids.isEmpty()
        ? 0
        : entities
            .createQuery(
                "delete from UidClaim c where c.uid in :uids and c.workspaceId = :workspace")
            .setParameter("uids", uids)
            .setParameter("workspace", workspaceId)
            .executeUpdate();
  }
}
