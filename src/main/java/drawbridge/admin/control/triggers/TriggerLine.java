package drawbridge.admin.control.triggers;

import drawbridge.admin.control.RetiringSecretUse;
import drawbridge.inbound.trigger.control.saving.NeededSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Fault;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.signature.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A trigger for operators. Do not log it or show it to senders: the address is a credential.
 *
 * @param rows the rows that it may name
 * @param address id in the newest address; empty when it is hidden or this node lacks its key
 * @param isAddressHidden whether the current operator may not use the trigger (T2)
 * @param secrets oldest first, addresses and retired secrets included
 * @param shortSecrets those of {@code secrets} that a sender could guess (T4); none when the
 *     address is hidden
 * @param faultOfMaxBody why this node takes shorter bodies than {@code maxBody} says
 */
public record TriggerLine(
    Trigger trigger,
    Setup setup,
    ProviderRows rows,
    Optional<String> address,
    boolean isAddressHidden,
    List<TriggerSecret> secrets,
    List<TriggerSecret> shortSecrets,
    Optional<String> faultOfMaxBody) {
  public TriggerLine {
    secrets = List.copyOf(secrets);
    shortSecrets = List.copyOf(shortSecrets);
  }

  /** Whether a handshake hands over the secret of the trigger, while a window is open for it. */
  public boolean isHandedOver() {
    return setup.asks().handshake().filter(it -> it.needs() == Needs.HANDED_OVER).isPresent();
  }

  /** Returns the purposes for which the setup uses a secret. */
  public List<Purpose> secretPurposes() {
    return Stream.of(Purpose.SIGNATURE, Purpose.HANDSHAKE)
        .filter(it -> faultOf(it, "x").filter(fault -> fault.startsWith("is not used")).isEmpty())
        .toList();
  }

  /**
   * Validates a new secret.
   *
   * @return a predicate for a sentence about the secret, which never quotes it; empty when valid
   */
  public Optional<String> faultOf(Purpose purpose, String secret) {
    return new NeededSecrets(setup, Optional.empty()).faultOf(purpose, secret);
  }

  /** Returns why the trigger will refuse its sender, in one text; empty when it will not. */
  public Optional<String> warning(Instant now) {
    List<String> warnings = new ArrayList<>();
    if (address.isEmpty() && !isAddressHidden) {
      warnings.add(
          "The url cannot be shown: this node lacks the key under which it is kept, see keyId in"
              + " the trigger's secrets.");
    }
    for (Purpose purpose : missing(now)) {
      warnings.add(
          "The "
              + purpose.label()
              + " has no secret, and what needs it is refused: POST one to the trigger's secrets.");
    }
    shortSecrets.stream()
        .filter(secret -> secret.isValidAt(now))
        .map(TriggerSecret::purpose)
        .distinct()
        .forEach(
            purpose ->
                warnings.add(
                    "A secret of the "
                        + purpose.label()
                        + " has fewer than "
                        + Scheme.SHORTEST_SECRET
                        + " characters and can be guessed: POST a longer one to the trigger's"
                        + " secrets."));
    for (TriggerSecret secret : secrets) {
      warning(secret, now).ifPresent(it -> warnings.add(subject(secret.purpose()) + ": " + it));
    }
    if (setup.answers().acceptedStatus() != Setup.ACCEPTED && setup.answers().reply().isEmpty()) {
      warnings.add("acceptedStatus is replaced by reply.status; it keeps working.");
    }
    Instant lease = trigger.leaseUntil();
    if (lease != null && lease.isBefore(now)) {
      warnings.add("The subscription ended at " + lease + ": subscribe again at the provider.");
    }
    for (String row : setup.asks().unavailable().rows()) {
      warnings.add(
          "All requests are refused: the row " + row + " is missing or disabled. Restore it.");
    }
    faultOfMaxBody.ifPresent(
        it -> warnings.add("Longer bodies get 413: maxBody " + it + ". Raise that setting."));
    setup
        .unreadable()
        .ifPresent(
            it ->
                warnings.add(
                    "All requests are refused: this version cannot read the setup ("
                        + it.why()
                        + "). Upgrade this node, or save the setup anew."));
    for (Fault fault : StoredSetup.warnings(setup, rows)) {
      warnings.add(
          "The setup keeps working, but cannot be saved as it is: "
              + fault.pointer()
              + " "
              + fault.detail()
              + ".");
    }
    return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", warnings));
  }

  private List<Purpose> missing(Instant now) {
    return new NeededSecrets(setup, Optional.of(setup))
        .missing(
            purpose ->
                secrets.stream().anyMatch(it -> it.purpose() == purpose && it.isValidAt(now)));
  }

  private static String subject(Purpose purpose) {
    return switch (purpose) {
      case ADDRESS -> "An old url";
      case SIGNATURE -> "An old secret of the signature";
      case HANDSHAKE -> "An old secret of the handshake";
    };
  }

  /** Returns the warning about one secret: that its sender still uses it after its replacement. */
  public Optional<String> warning(TriggerSecret secret, Instant now) {
    List<RetiringSecretUse> others =
        secrets.stream()
            .filter(other -> other.purpose() == secret.purpose())
            .map(TriggerLine::use)
            .toList();
    return use(secret).warning(others, now);
  }

  private static RetiringSecretUse use(TriggerSecret secret) {
    return new RetiringSecretUse(secret.createdAt(), secret.lastUsedAt(), secret.retiresAt());
  }

  /** Returns the name only. */
  @Override
  public String toString() {
    return "TriggerLine[" + trigger.name() + "]";
  }
}
