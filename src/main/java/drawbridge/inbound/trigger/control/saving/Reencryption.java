package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Encrypts all secrets of triggers with the current key, so that older keys can be removed.
 * Idempotent: skips secrets that the current key already encrypts. Several nodes may run it
 * concurrently.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Reencryption {

  /** The most rows locked by one transaction. */
  static final int MOST = 500;

  @Inject ReencryptionBatches batches;
  @Inject Keyring keys;
  @Inject TriggerLookup lookup;

  /**
   * A key that this node has or that encrypts a secret.
   *
   * @param secrets how many secrets it encrypts
   * @param isConfigured whether this node has the key
   */
  public record KeyUse(String id, long secrets, boolean isConfigured) {}

  /**
   * The result of a reencryption.
   *
   * @param reencrypted secrets that this call encrypted with the current key
   * @param unopened unchanged secrets, because this node lacks their key or they are damaged
   */
  public record Outcome(long reencrypted, long unopened) {}

  /** Returns the keys of this node and of all secrets, by id. */
  public List<KeyUse> keys() {
    SortedMap<String, Long> counts = batches.counts();
    TreeSet<String> ids = new TreeSet<>(counts.keySet());
    ids.addAll(keys.ids());
    return ids.stream()
        .map(id -> new KeyUse(id, counts.getOrDefault(id, 0L), keys.ids().contains(id)))
        .toList();
  }

  /**
   * Reencrypts secrets in transactions of at most {@value #MOST}. A failure keeps the transactions
   * that have committed.
   *
   * @throws IllegalStateException without a key: check {@link Keyring#isEmpty} first
   */
  public Outcome reencrypt() {
    SortedMap<String, Long> others = batches.counts();
    others.remove(keys.currentId());
    long reencrypted = 0;
    long unopened = 0;
    for (String keyId : others.keySet()) {
      ReencryptionBatches.Batch batch = batches.next(keyId, "", MOST);
      while (!batch.last().isEmpty()) {
        reencrypted += batch.reencrypted();
        unopened += batch.unopened();
        batch = batches.next(keyId, batch.last(), MOST);
      }
    }
    lookup.forget();
    return new Outcome(reencrypted, unopened);
  }
}
