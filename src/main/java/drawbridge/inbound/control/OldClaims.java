package drawbridge.inbound.control;

import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.InstantColumn;
import drawbridge.platform.Purge;
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

  private static final String OLD =
      "select c.* from uid_claim c where c.accepted_at <= ?1 order by c.accepted_at limit ?2"
          + " for update skip locked";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes the oldest claims; those that a request is just replacing are passed over. Who sends
   * one of these uids again meanwhile waits for the end of this transaction.
   *
   * @param until claims that were made then or before
   * @param after not needed: what was removed is not found again
   */
  public Purge.Batch remove(Instant until, String after, int most) {
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<UidClaim> old =
        entities
            .createNativeQuery(OLD, UidClaim.class)
            .setParameter(1, InstantColumn.micros(until))
            .setParameter(2, most)
            .getResultList();
    int removed = 0;
    Map<String, List<String>> uids =
        old.stream()
            .collect(
                Collectors.groupingBy(
                    UidClaim::workspaceId, Collectors.mapping(UidClaim::uid, Collectors.toList())));
    for (Map.Entry<String, List<String>> each : uids.entrySet()) {
      removed += remove(each.getKey(), each.getValue());
    }
    return new Purge.Batch(removed, Optional.of("").filter(first -> old.size() == most));
  }

  private int remove(String workspaceId, List<String> uids) {
    return entities
        .createQuery("delete from UidClaim c where c.uid in :uids and c.workspaceId = :workspace")
        .setParameter("uids", uids)
        .setParameter("workspace", workspaceId)
        .executeUpdate();
  }
}
