package drawbridge.inbound.trigger.control;

import drawbridge.platform.store.InstantColumn;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.SortedMap;

/** Writes {@link TriggerUsage} into the table. */
@Stateless
public class TriggerUsageLedger {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** What came of a call, and when. */
  public record Sighting(String outcome, Instant when) {

    /** The later one of the two. */
    Sighting later(Sighting other) {
      return other.when.isBefore(when) ? this : other;
    }
  }

  /** Notes calls of triggers; what is noted as later already, by another node, stays. */
  public void seen(SortedMap<String, Sighting> triggers) {
    triggers.forEach(
        (id, sighting) ->
            entities
                .createNativeQuery(
                    "update trigger set last_seen_at = ?1, last_outcome = ?2"
                        + " where id = ?3 and (last_seen_at is null or last_seen_at <= ?1)")
                .setParameter(1, InstantColumn.micros(sighting.when()))
                .setParameter(2, sighting.outcome())
                .setParameter(3, id)
                .executeUpdate());
  }

  /** Notes uses of secrets; what is noted as later already, by another node, stays. */
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
