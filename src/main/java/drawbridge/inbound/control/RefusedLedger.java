package drawbridge.inbound.control;

import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.platform.Ids;
import drawbridge.platform.store.BulkInsert;
import drawbridge.platform.store.Purge;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores refused elements and requests of triggers (T12). */
@Stateless
public class RefusedLedger {

  private static final int MOST_DROPPED = 1_000;

  private static final BulkInsert<RefusedDelivery> INSERT =
      BulkInsert.<RefusedDelivery>into("refused_delivery")
          .text("id", RefusedDelivery::id)
          .text("workspace_id", RefusedDelivery::workspaceId)
          .text("trigger_id", RefusedDelivery::triggerId)
          .text("request_id", RefusedDelivery::requestId)
          .number("element", RefusedDelivery::element)
          .time("refused_at", RefusedDelivery::refusedAt)
          .text("reason", RefusedDelivery::reason)
          .text("detail", RefusedDelivery::detail)
          .text("uid", RefusedDelivery::uid)
          .longText("request", RefusedDelivery::request)
          .longText("content", RefusedDelivery::content)
          .number("status", RefusedDelivery::status)
          .text("content_type", RefusedDelivery::contentType)
          .orFail();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** Inserts deliveries in the caller's transaction, in one statement. */
  public void insert(Collection<RefusedDelivery> deliveries) {
    var unused = INSERT.execute(entities, deliveries);
  }

  /**
   * Drops the oldest deliveries of a trigger beyond a number, at most 1,000 of them.
   *
   * @param areElements whether elements or whole requests are dropped
   * @return whether more may remain beyond the number
   */
  public boolean trim(String triggerId, boolean areElements, int most) {
    List<String> beyond =
        entities
            .createQuery(
                "select d.id from RefusedDelivery d where d.triggerId = :trigger and d.element is "
                    + (areElements ? "not null" : "null")
                    + " order by d.id desc",
                String.class)
            .setParameter("trigger", triggerId)
            .setFirstResult(most)
            .setMaxResults(MOST_DROPPED)
            .getResultList();
    if (!beyond.isEmpty()) {
      var unused = remove(beyond);
    }
    return beyond.size() == MOST_DROPPED;
  }

  /**
   * Returns deliveries of a trigger, newest first.
   *
   * @param before id of a delivery; only older ones are returned
   */
  public List<RefusedDelivery> find(String triggerId, Optional<String> before, int most) {
    var query =
        entities
            .createQuery(
                "select d from RefusedDelivery d where d.triggerId = :trigger"
                    + (before.isPresent() ? " and d.id < :before" : "")
                    + " order by d.id desc",
                RefusedDelivery.class)
            .setParameter("trigger", triggerId);
    before.ifPresent(id -> query.setParameter("before", id));
    return query.setMaxResults(most).getResultList();
  }

  /** Returns one delivery of a trigger. */
  public Optional<RefusedDelivery> find(String triggerId, String id) {
    return of(triggerId, entities.find(RefusedDelivery.class, id));
  }

  /** Returns the whole request of this id in a workspace that was refused and kept. */
  public Optional<RefusedDelivery> findRequest(String workspaceId, String requestId) {
    return entities
        .createQuery(
            "select d from RefusedDelivery d where d.workspaceId = :workspace and d.requestId ="
                + " :request and d.element is null",
            RefusedDelivery.class)
        .setParameter("workspace", workspaceId)
        .setParameter("request", requestId)
        .getResultList()
        .stream()
        .findFirst();
  }

  /** Locks one delivery of a trigger until the caller's transaction ends. */
  public Optional<RefusedDelivery> lock(String triggerId, String id) {
    return of(triggerId, entities.find(RefusedDelivery.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  private static Optional<RefusedDelivery> of(String triggerId, @Nullable RefusedDelivery found) {
    return Optional.ofNullable(found).filter(it -> it.triggerId().equals(triggerId));
  }

  /** Removes all deliveries of a trigger. */
  public void removeOf(String triggerId) {
    entities
        .createQuery("delete from RefusedDelivery d where d.triggerId = :trigger")
        .setParameter("trigger", triggerId)
        .executeUpdate();
  }

  /**
   * Deletes the oldest deliveries, in one transaction.
   *
   * @param until deliveries refused at this time or earlier
   * @param after ignored, since deleted rows are not found again
   */
  public Purge.Batch removeOld(Instant until, String after, int most) {
    List<String> oldest =
        entities
            .createQuery(
                "select d.id from RefusedDelivery d where d.id < :before order by d.id",
                String.class)
            .setParameter("before", Ids.floor(until.plusMillis(1)))
            .setMaxResults(most)
            .getResultList();
    int removed = oldest.isEmpty() ? 0 : remove(oldest);
    return new Purge.Batch(removed, Optional.of("").filter(first -> oldest.size() == most));
  }

  private int remove(List<String> ids) {
    return entities
        .createQuery("delete from RefusedDelivery d where d.id in :ids")
        .setParameter("ids", ids)
        .executeUpdate();
  }
}
