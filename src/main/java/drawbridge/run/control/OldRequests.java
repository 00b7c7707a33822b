package drawbridge.run.control;

import drawbridge.platform.Ids;
import drawbridge.platform.store.NativeTexts;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removes the rows of old requests, workspace by workspace in the order of their key. Keeps those
 * of unfinished runs, whose expressions may need them.
 */
@Stateless
public class OldRequests {

  private static final String OLD =
      "select q.id from request q where q.workspace_id = ?1 and q.id = any(?2)"
          + " and not exists (select 1 from run r where r.request_id = q.id and r.ended_at is null)"
          + " order by q.id for update skip locked";

  /** Between the workspace and the last examined request of a position. */
  private static final String SEPARATOR = "/";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /**
   * Removes the removable ones among the next requests of one workspace.
   *
   * @param until latest arrival of the requests
   * @param after position after which to start: a workspace and a request
   * @param most requests to examine
   */
  public Purge.Batch remove(Instant until, String after, int most) {
    String[] position = after.split(SEPARATOR, -1);
    Optional<String> workspace = after.isEmpty() ? workspaceAfter("") : Optional.of(position[0]);
    return workspace
        .map(it -> remove(it, after.isEmpty() ? "" : position[1], until, most))
        .orElseGet(() -> new Purge.Batch(0, Optional.empty()));
  }

  private Purge.Batch remove(String workspace, String after, Instant until, int most) {
    List<String> next =
        entities
            .createQuery(
                "select q.id from ReceivedRequest q where q.workspaceId = :workspace"
                    + " and q.id > :after and q.id < :before order by q.id",
                String.class)
            .setParameter("workspace", workspace)
            .setParameter("after", after)
            .setParameter("before", Ids.floor(until.plusMillis(1)))
            .setMaxResults(most)
            .getResultList();
    int removed = next.isEmpty() ? 0 : remove(workspace, next);
    Optional<String> position =
        next.size() == most
            ? Optional.of(workspace + SEPARATOR + next.get(most - 1))
            : workspaceAfter(workspace).map(it -> it + SEPARATOR);
    return new Purge.Batch(removed, position);
  }

  private int remove(String workspace, List<String> ids) {
    List<String> old =
        NativeTexts.of(
            entities
                .createNativeQuery(OLD)
                .setParameter(1, workspace)
                .setParameter(2, ids.toArray(new String[0])));
    return entities
        .createNativeQuery("delete from request where workspace_id = ?1 and id = any(?2)")
        .setParameter(1, workspace)
        .setParameter(2, old.toArray(new String[0]))
        .executeUpdate();
  }

  /** Returns the next workspace with a request, also one that was removed. */
  private Optional<String> workspaceAfter(String workspace) {
    return entities
        .createQuery(
            "select q.workspaceId from ReceivedRequest q where q.workspaceId > :after"
                + " order by q.workspaceId",
            String.class)
        .setParameter("after", workspace)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }
}
