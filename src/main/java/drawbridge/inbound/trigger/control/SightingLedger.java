package drawbridge.inbound.trigger.control;

import drawbridge.platform.store.InstantColumn;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@link Sightings} into the table. */
@Stateless
public class SightingLedger {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** What came of a call, and when. */
  public record Sighting(String outcome, Instant when) {}

  /**
   * Notes all of it in one transaction; what is noted as later already, by another node, stays.
   * Rows are locked in the order of their ids.
   */
  public void write(Map<String, Sighting> triggers, Map<String, Instant> secrets) {
    new TreeMap<>(triggers)
        .forEach(
            (id, sighting) ->
                entities
                    .createNativeQuery(
                        "update trigger set last_seen_at = ?1, last_outcome = ?2"
                            + " where id = ?3 and (last_seen_at is null or last_seen_at <= ?1)")
                    .setParameter(1, InstantColumn.micros(sighting.when()))
                    .setParameter(2, sighting.outcome())
                    .setParameter(3, id)
                    .executeUpdate());
    new TreeMap<>(secrets)
        .forEach(
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
