package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reencrypts secrets of triggers in batches. Each batch is one transaction. */
@Stateless
public class ReencryptionBatches {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Keyring keys;

  /**
   * The result of a batch.
   *
   * @param last the last id; empty when no secret was left
   */
  public record Batch(String last, int reencrypted, int unopened) {}

  /** Returns the number of secrets of each key, by the id of the key. */
  public SortedMap<String, Long> counts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    entities
        .createQuery(
            "select s.keyId, count(s) from TriggerSecret s group by s.keyId", Object[].class)
        .getResultList()
        .forEach(row -> counts.put((String) row[0], (Long) row[1]));
    return counts;
  }

  /**
   * Encrypts the next secrets of a key with the current key. Leaves secrets that cannot be
   * decrypted unchanged. Locks the triggers first, in the order of their ids, so that it waits for
   * concurrent rotations and reads their result.
   *
   * @param after the last id of the previous batch; empty for the first batch
   */
  public Batch next(String keyId, String after, int most) {
    List<String> ids = lockTriggersOf(keyId, after, most);
    if (ids.isEmpty()) {
      return new Batch("", 0, 0);
    }
    int reencrypted = 0;
    int unopened = 0;
    for (TriggerSecret secret : read(keyId, ids)) {
      if (secret.reseal(keys)) {
        reencrypted++;
      } else {
        unopened++;
      }
    }
    return new Batch(ids.get(ids.size() - 1), reencrypted, unopened);
  }

  private List<String> lockTriggersOf(String keyId, String after, int most) {
    List<Object[]> rows =
        entities
            .createQuery(
                "select s.id, s.triggerId from TriggerSecret s"
                    + " where s.keyId = :key and s.id > :after order by s.id",
                Object[].class)
            .setParameter("key", keyId)
            .setParameter("after", after)
            .setMaxResults(most)
            .getResultList();
    TreeSet<String> triggers = new TreeSet<>();
    rows.forEach(row -> triggers.add((String) row[1]));
    for (String trigger : triggers) {
      var unused = entities.find(Trigger.class, trigger, LockModeType.PESSIMISTIC_WRITE);
    }
    return rows.stream().map(row -> (String) row[0]).toList();
  }

  /** Reads those of the secrets that the key still encrypts. */
  private List<TriggerSecret> read(String keyId, List<String> ids) {
    return entities
        .createQuery(
            "select s from TriggerSecret s where s.keyId = :key and s.id between :first and :last"
                + " order by s.id",
            TriggerSecret.class)
        .setParameter("key", keyId)
        .setParameter("first", ids.get(0))
        .setParameter("last", ids.get(ids.size() - 1))
        .getResultList();
  }
}
