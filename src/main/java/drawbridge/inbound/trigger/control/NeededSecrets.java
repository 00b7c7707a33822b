package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.platform.Fault;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.signature.Scheme;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which secrets a setup cannot do without, and which of the one before still serve it. */
public final class NeededSecrets {

  /** What an operator gives secrets for. */
  static final List<Purpose> PURPOSES = List.of(Purpose.SIGNATURE, Purpose.HANDSHAKE);

  private static final int LONGEST = 1_000;

  private final Setup.Asks now;
  private final Optional<Setup.Asks> before;

  /**
   * @param before the trigger's setup until now; empty for a new trigger
   */
  public NeededSecrets(Setup setup, Optional<Setup> before) {
    this.now = setup.asks();
    this.before = before.map(Setup::asks);
  }

  /** Whether stored secrets of this purpose are for the same scheme or provider. */
  boolean isKept(Purpose purpose) {
    return owner(now, purpose).isPresent()
        && owner(now, purpose).equals(before.flatMap(asks -> owner(asks, purpose)));
  }

  /**
   * What the setup cannot do without and does not have: until somebody sets it, whoever must show
   * it is refused.
   *
   * @param isStored whether one is stored for the setup before
   */
  public List<Purpose> missing(Predicate<Purpose> isStored) {
    return PURPOSES.stream()
        .filter(purpose -> isNeeded(purpose) && !(isKept(purpose) && isStored.test(purpose)))
        .toList();
  }

  /**
   * What is wrong with the secret, or with its absence; never quotes it.
   *
   * @param isStored whether one that serves is stored
   */
  public List<Fault> faultsOf(Purpose purpose, Optional<String> given, boolean isStored) {
    String pointer = "/" + purpose.label() + "/" + member(purpose);
    if (given.isEmpty()) {
      return isNeeded(purpose) && !isStored ? List.of(Fault.at(pointer, "is missing")) : List.of();
    }
    return faultOf(purpose, given.get()).map(fault -> Fault.at(pointer, fault)).stream().toList();
  }

  /** What is wrong with a secret for this purpose, after a "the secret"; never quotes it. */
  public Optional<String> faultOf(Purpose purpose, String secret) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(secret)) {
      return Optional.of("must be Unicode text");
    }
    return purpose == Purpose.SIGNATURE
        ? now.signature()
            .map(scheme -> scheme.faultOfSecret(secret))
            .orElse(Optional.of("is not used: this trigger asks for no signature"))
        : faultOfHandshake(secret);
  }

  private Optional<String> faultOfHandshake(String secret) {
    Needs needs = now.handshake().map(Handshake::needs).orElse(Needs.NOTHING);
    if (needs != Needs.TOKEN && needs != Needs.SECRET) {
      return Optional.of("is not used: this handshake needs none");
    }
    return secret.isEmpty() || secret.length() > LONGEST
        ? Optional.of("must have 1 to " + LONGEST + " characters")
        : Optional.empty();
  }

  /** An HMAC handshake answers with the signature's secret where it has none of its own. */
  private boolean isNeeded(Purpose purpose) {
    Needs needs = now.handshake().map(Handshake::needs).orElse(Needs.NOTHING);
    return purpose == Purpose.SIGNATURE
        ? now.signature().isPresent() && needs != Needs.HANDED_OVER
        : needs == Needs.TOKEN || (needs == Needs.SECRET && now.signature().isEmpty());
  }

  private String member(Purpose purpose) {
    boolean isToken =
        purpose == Purpose.HANDSHAKE
            && now.handshake().filter(it -> it.needs() == Needs.TOKEN).isPresent();
    return isToken ? "token" : "secret";
  }

  private static Optional<String> owner(Setup.Asks asks, Purpose purpose) {
    return purpose == Purpose.SIGNATURE
        ? asks.signature().map(Scheme::name)
        : asks.handshake().map(Handshake::provider);
  }
}
