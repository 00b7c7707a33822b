package drawbridge.admin.control.list;

import drawbridge.inbound.trigger.control.saving.Reencryption;
import drawbridge.provider.vault.Keyring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which encryption keys this node has and which keys stored secrets need. */
@ApplicationScoped
public class EncryptionKeys {

  @Inject Reencryption reencryption;
  @Inject Keyring keyring;

  /**
   * Encryption keys, never their values.
   *
   * @param current id of the key that encrypts new secrets; null when this node has no key
   * @param keys by id
   */
  public record Usage(@Nullable String current, List<Reencryption.KeyUse> keys) {
    public Usage {
      keys = List.copyOf(keys);
    }

    /** Returns whether a secret is encrypted under another key than the current one. */
    public boolean needsReencryption() {
      return current != null
          && keys.stream().anyMatch(it -> it.secrets() > 0 && !it.id().equals(current));
    }
  }

  /** Counts the secrets of triggers by key. */
  public Usage read() {
    return new Usage(keyring.isEmpty() ? null : keyring.currentId(), reencryption.keys());
  }
}
