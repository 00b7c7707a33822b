package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.provider.Delivery;
import drawbridge.provider.handshake.Answer;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.HandshakeContext;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.signature.Scheme;
import drawbridge.provider.vault.Keyring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what came to a trigger's address: whether it tries it (T5), and who signed it (T4). */
@ApplicationScoped
public class TriggerVerifier {

  private static final System.Logger LOG = System.getLogger(TriggerVerifier.class.getName());
  private static final int SECONDS_IN_A_MINUTE = 60;

  @Inject Keyring keys;
  @Inject TriggerUsage usage;
  @Inject TriggerSecrets secrets;
  @Inject TriggerLookup addresses;
  @Inject Clock clock;

  /**
   * Looks at a delivery. A secret that it hands over is stored when this returns, and throws what
   * the store throws.
   */
  public Verification examine(MatchedTrigger matched, Delivery delivery) {
    Optional<Handshake> handshake =
        matched.setup().asks().handshake().filter(it -> it.isIn(delivery));
    boolean mustBeSigned = handshake.map(Handshake::isSigned).orElse(true);
    Optional<Scheme> scheme = matched.setup().asks().signature().filter(it -> mustBeSigned);
    Verification verification =
        scheme.map(it -> check(matched, it, delivery)).orElseGet(Verification.Genuine::new);
    return verification.match(
        () -> handshake.map(it -> answer(matched, it, delivery)).orElse(verification),
        given -> verification,
        refused -> refused);
  }

  private Verification check(MatchedTrigger matched, Scheme scheme, Delivery delivery) {
    Instant now = clock.instant();
    List<TriggerSecret> rows = new ArrayList<>();
    List<String> open = opened(matched.valid(Purpose.SIGNATURE, now), rows);
    return scheme
        .check(delivery, open, now)
        .match(
            genuine -> {
              usage.used(rows.get(genuine.secret()).id(), now);
              return new Verification.Genuine();
            },
            refused -> new Verification.Refused(401, refused.why()));
  }

  private Verification answer(MatchedTrigger matched, Handshake handshake, Delivery delivery) {
    Instant now = clock.instant();
    List<TriggerSecret> rows = new ArrayList<>();
    List<TriggerSecret> own = matched.valid(Purpose.HANDSHAKE, now);
    boolean isShared = own.isEmpty() && handshake.needs() == Needs.SECRET;
    List<String> open = opened(isShared ? matched.valid(Purpose.SIGNATURE, now) : own, rows);
    HandshakeContext known =
        new HandshakeContext(
            open,
            matched.setup().rate().map(rate -> (long) rate.perSecond() * SECONDS_IN_A_MINUTE));
    return handshake
        .answer(delivery, known)
        .match(
            given -> {
              rows.stream().findFirst().ifPresent(newest -> usage.used(newest.id(), now));
              return kept(matched, given);
            },
            refused -> new Verification.Refused(refused.status(), refused.why()));
  }

  private Verification kept(MatchedTrigger matched, Answer.Given given) {
    if (given.handedOver().isPresent()) {
      boolean isKept = secrets.handOver(matched.trigger().id(), given.handedOver().get());
      addresses.forget();
      if (!isKept) {
        return new Verification.Refused(
            403, "A secret was handed over before; remove that one first.");
      }
    }
    return new Verification.Handshake(given);
  }

  /**
   * The secrets that open, in the order of their rows.
   *
   * @param opened gets the rows of those
   */
  private List<String> opened(List<TriggerSecret> rows, List<TriggerSecret> opened) {
    List<String> open = new ArrayList<>();
    for (TriggerSecret row : rows) {
      Optional<String> secret = row.open(keys);
      if (secret.isPresent()) {
        open.add(secret.get());
        opened.add(row);
      } else {
        LOG.log(
            System.Logger.Level.ERROR,
            "the secret {0} of the trigger {1} does not open: this node has no key {2}",
            row.id(),
            row.triggerId(),
            row.keyId());
      }
    }
    return open;
  }
}
