package drawbridge.inbound.trigger.control;

import drawbridge.platform.store.InstantColumn;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.SortedMap;

/** Stores the records of {@link TriggerUsage}. */
@Stateless
public class TriggerUsageLedger {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** The outcome and time of the last request to a trigger. */
  public record LastCall(String outcome, Instant when) {

    /** Returns the later one. */
    LastCall later(LastCall other) {
      return other.when.isBefore(when) ? this : other;
    }
  }

  /** Stores last requests by trigger. Keeps a later one that another node has stored. */
  public void seen(SortedMap<String, LastCall> triggers) {
    triggers.forEach(
        (id, call) ->
            entities
                .createNativeQuery(
                    "update trigger set last_seen_at = ?1, last_outcome = ?2"
                        + " where id = ?3 and (last_seen_at is null or last_seen_at <= ?1)")
                .setParameter(1, InstantColumn.micros(call.when()))
                .setParameter(2, call.outcome())
                .setParameter(3, id)
                .executeUpdate());
  }

  /** Stores last uses by secret. Keeps a later one that another node has stored. */
  public void used(SortedMap<String, Instant> secrets) {
    secrets.forEach(
        (id, when) ->
            entities
                .createNativeQuery(
                    "update trigger_secret set last_used_at = ?1"
                        + " where id = ?2 and (last_used_at is null or last_used_at < ?1)")
                .setParameter(1, InstantColumn.micros(when))
                .setParameter(2, id)
                .executeUpdate());
  }
}
