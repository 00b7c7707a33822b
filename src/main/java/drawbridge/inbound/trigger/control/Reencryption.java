package drawbridge.inbound.trigger.control;

import drawbridge.provider.vault.Keyring;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Brings all secrets of triggers under the current key, so that older keys can be thrown away. May
 * be called at any time, on several nodes at once, and again: what is under the current key already
 * is not touched.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Reencryption {

  /** Rows that are locked at once. */
  static final int MOST = 500;

  @Inject ReencryptionBatches pages;
  @Inject Keyring keys;
  @Inject TriggerLookup addresses;

  /**
   * A key that this node has or that secrets need.
   *
   * @param secrets how many are encrypted under it
   * @param isConfigured whether this node has it
   */
  public record KeyUse(String id, long secrets, boolean isConfigured) {}

  /**
   * What was done.
   *
   * @param reencrypted secrets that this call brought under the current key
   * @param unopened secrets that were left as they are: this node lacks their key, or they are
   *     damaged
   */
  public record Outcome(long reencrypted, long unopened) {

    Outcome and(Outcome other) {
      return new Outcome(reencrypted + other.reencrypted, unopened + other.unopened);
    }
  }

  /** The keys of this node and those of the secrets, by id. */
  public List<KeyUse> keys() {
    SortedMap<String, Long> counts = pages.counts();
    TreeSet<String> ids = new TreeSet<>(counts.keySet());
    ids.addAll(keys.ids());
    return ids.stream()
        .map(id -> new KeyUse(id, counts.getOrDefault(id, 0L), keys.ids().contains(id)))
        .toList();
  }

  /**
   * Encrypts anew what is not under the current key, at most {@value #MOST} secrets in one
   * transaction. What was done before a failure stays done.
   *
   * @throws IllegalStateException without a key; ask {@link Keyring#isEmpty} before
   */
  public Outcome reencrypt() {
    String current = keys.currentId();
    Outcome all = new Outcome(0, 0);
    for (String keyId : pages.counts().keySet()) {
      if (!keyId.equals(current)) {
        all = all.and(reencrypt(keyId));
      }
    }
    addresses.forget();
    return all;
  }

  private Outcome reencrypt(String keyId) {
    Outcome all = new Outcome(0, 0);
    ReencryptionBatches.Page page = pages.next(keyId, "", MOST);
    while (!page.last().isEmpty()) {
      all = all.and(new Outcome(page.reencrypted(), page.unopened()));
      page = pages.next(keyId, page.last(), MOST);
    }
    return all;
  }
}
