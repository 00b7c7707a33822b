package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.provider.vault.Keyring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets of one trigger, and the purposes with a secret that this node cannot decrypt.
 * Immutable. Do not log it.
 */
public final class OpenedSecrets {

  private final Map<Purpose, List<String>> texts = new EnumMap<>(Purpose.class);
  private final Set<Purpose> sealed = EnumSet.noneOf(Purpose.class);

  private OpenedSecrets() {}

  private OpenedSecrets(OpenedSecrets other) {
    other.texts.forEach((purpose, all) -> texts.put(purpose, new ArrayList<>(all)));
    sealed.addAll(other.sealed);
  }

  /** Returns the secrets of a trigger without any. */
  static OpenedSecrets none() {
    return new OpenedSecrets();
  }

  /** Decrypts the secrets that are valid now; ids of URLs are left out. */
  static OpenedSecrets of(Collection<TriggerSecret> all, Keyring keys, Instant now) {
    OpenedSecrets opened = new OpenedSecrets();
    for (TriggerSecret secret : all) {
      if (secret.purpose() != Purpose.ADDRESS && secret.isValidAt(now)) {
        secret
            .open(keys)
            .ifPresentOrElse(
                text -> opened.add(secret.purpose(), text),
                () -> opened.sealed.add(secret.purpose()));
      }
    }
    return opened;
  }

  private void add(Purpose purpose, String text) {
    texts.computeIfAbsent(purpose, key -> new ArrayList<>()).add(text);
  }

  /** Returns the decrypted secrets of a purpose. */
  List<String> of(Purpose purpose) {
    return List.copyOf(texts.getOrDefault(purpose, List.of()));
  }

  /** Whether this node cannot decrypt a secret of the purpose. */
  boolean isSealed(Purpose purpose) {
    return sealed.contains(purpose);
  }

  /** Returns these secrets and one more, if it is present. */
  OpenedSecrets with(Purpose purpose, Optional<String> more) {
    OpenedSecrets changed = new OpenedSecrets(this);
    more.ifPresent(text -> changed.add(purpose, text));
    return changed;
  }

  /** Returns these secrets without those of the purpose. */
  OpenedSecrets without(Purpose purpose) {
    OpenedSecrets changed = new OpenedSecrets(this);
    changed.texts.remove(purpose);
    changed.sealed.remove(purpose);
    return changed;
  }
}
