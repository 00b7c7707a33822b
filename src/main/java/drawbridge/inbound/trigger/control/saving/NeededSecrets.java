package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Fault;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.signature.Scheme;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Determines which secrets a setup needs, and which stored secrets of a trigger still apply. */
public final class NeededSecrets {

  /** The purposes of secrets that operators set. */
  static final List<Purpose> PURPOSES = List.of(Purpose.SIGNATURE, Purpose.HANDSHAKE);

  private final Setup.Asks asks;
  private final Needs needs;
  private final Optional<Setup.Asks> stored;

  /**
   * @param stored the trigger's stored setup; empty for a new trigger
   */
  public NeededSecrets(Setup setup, Optional<Setup> stored) {
    this.asks = setup.asks();
    this.needs = asks.handshake().map(Handshake::needs).orElse(Needs.NOTHING);
    this.stored = stored.map(Setup::asks);
  }

  /** Whether stored secrets of this purpose belong to the same scheme or provider. */
  boolean isKept(Purpose purpose) {
    return owner(asks, purpose).isPresent()
        && owner(asks, purpose).equals(stored.flatMap(setup -> owner(setup, purpose)));
  }

  /**
   * Returns the purposes whose required secret is missing. The trigger refuses requests that depend
   * on a missing secret.
   *
   * @param isStored whether a valid secret of the purpose is stored
   */
  public List<Purpose> missing(Predicate<Purpose> isStored) {
    return PURPOSES.stream()
        .filter(purpose -> isNeeded(purpose) && !(isKept(purpose) && isStored.test(purpose)))
        .toList();
  }

  /**
   * Returns the faults of a new or missing secret; never quotes the secret.
   *
   * @param isStored whether a stored secret applies
   */
  public List<Fault> faultsOf(Purpose purpose, Optional<String> given, boolean isStored) {
    String pointer = pointer(purpose);
    if (given.isEmpty()) {
      return isNeeded(purpose) && !isStored ? List.of(Fault.at(pointer, "is missing")) : List.of();
    }
    return faultOf(purpose, given.get()).map(fault -> Fault.at(pointer, fault)).stream().toList();
  }

  private String pointer(Purpose purpose) {
    boolean isToken = purpose == Purpose.HANDSHAKE && needs == Needs.TOKEN;
    return "/" + purpose.label() + "/" + (isToken ? "token" : "secret");
  }

  /** Returns the faults of stored signature secrets that the setup cannot use. */
  List<Fault> faultsOfKept(List<String> kept) {
    return asks.signature().isEmpty()
        ? List.of()
        : kept.stream()
            .flatMap(secret -> asks.signature().orElseThrow().faultOfSecret(secret).stream())
            .map(fault -> Fault.at(pointer(Purpose.SIGNATURE), fault))
            .toList();
  }

  /** Whether a stored secret is shorter than a new one may be. */
  public boolean isShort(Purpose purpose, String stored) {
    return purpose == Purpose.SIGNATURE
        ? asks.signature().filter(scheme -> scheme.isShort(stored)).isPresent()
        : stored.length() < Scheme.SHORTEST_SECRET;
  }

  /** Returns the fault of a new secret, completing "the secret …"; never quotes the secret. */
  public Optional<String> faultOf(Purpose purpose, String secret) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(secret)) {
      return Optional.of("must be Unicode text");
    }
    if (secret.isBlank() && !secret.isEmpty()) {
      return Optional.of("must not be blank");
    }
    return purpose == Purpose.SIGNATURE
        ? asks.signature()
            .map(scheme -> scheme.faultOfNewSecret(secret))
            .orElse(Optional.of("is not used: this trigger requires no signature"))
        : faultOfHandshake(secret);
  }

  private Optional<String> faultOfHandshake(String secret) {
    if (needs != Needs.TOKEN && needs != Needs.SECRET) {
      return Optional.of("is not used: this handshake requires no secret");
    }
    return secret.length() < Scheme.SHORTEST_SECRET || secret.length() > Scheme.LONGEST_SECRET
        ? Optional.of(Scheme.LENGTH)
        : Optional.empty();
  }

  /** An HMAC handshake without a secret of its own uses the signature's secret. */
  private boolean isNeeded(Purpose purpose) {
    return purpose == Purpose.SIGNATURE
        ? asks.signature().filter(Scheme::needsSecret).isPresent() && needs != Needs.HANDED_OVER
        : needs == Needs.TOKEN || (needs == Needs.SECRET && asks.signature().isEmpty());
  }

  private static Optional<String> owner(Setup.Asks asks, Purpose purpose) {
    return purpose == Purpose.SIGNATURE ? asks.scheme() : asks.provider();
  }
}
