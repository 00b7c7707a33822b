package drawbridge.inbound.control;

import drawbridge.platform.store.InstantColumn;
import drawbridge.platform.store.NativeTexts;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Deletes claims older than the window (D4): exactly those that {@link Claims} ignores. */
@Stateless
public class OldClaims {

  /**
   * {@code concat} keeps H2 from using the second column of the key: it would read all claims of
   * the workspace.
   */
  private static final String THESE = "uid = any(?1) and concat(workspace_id, '') = ?2";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Deletes the oldest claims. Skips claims that a request replaces at this moment. A sender of one
   * of these uids waits for the end of this transaction. The claims are selected first and locked
   * by key afterwards, because H2 locks rows before it applies a limit.
   *
   * @param until claims of this time or earlier
   * @param after ignored, since deleted claims are not found again
   */
  public Purge.Batch remove(Instant until, String after, int most) {
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
