package drawbridge.inbound.trigger.control;

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

/** Encrypts the secrets of triggers anew, page by page, each in a transaction of its own. */
@Stateless
public class ReencryptionBatches {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Keyring keys;

  /**
   * What became of a page.
   *
   * @param last the id at its end; empty when there was nothing more
   */
  public record Page(String last, int reencrypted, int unopened) {}

  /** How many secrets there are under each key, by the key's id. */
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
   * Encrypts the next secrets of a key under the current one. What does not open stays as it is.
   * Triggers are locked first, in the order of their ids: whoever rotates a secret meanwhile is
   * waited for, and what is read then is what that one wrote.
   *
   * @param after the end of the page before; empty for the first one
   */
  public Page next(String keyId, String after, int most) {
    List<String> ids = lockTriggersOf(keyId, after, most);
    if (ids.isEmpty()) {
      return new Page("", 0, 0);
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
    return new Page(ids.get(ids.size() - 1), reencrypted, unopened);
  }

  private List<String> lockTriggersOf(String keyId, String after, int most) {
    List<Object[]> page =
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
    page.forEach(row -> triggers.add((String) row[1]));
    for (String trigger : triggers) {
      var unused = entities.find(Trigger.class, trigger, LockModeType.PESSIMISTIC_WRITE);
    }
    return page.stream().map(row -> (String) row[0]).toList();
  }

  /** Those of them that are still under the key. */
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
