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
public class Gatekeeper {

  private static final System.Logger LOG = System.getLogger(Gatekeeper.class.getName());
  private static final int SECONDS_IN_A_MINUTE = 60;

  @Inject Keyring keys;
  @Inject Sightings sightings;
  @Inject TriggerSecrets secrets;
  @Inject AddressBook addresses;
  @Inject Clock clock;

  /**
   * Looks at a delivery. A secret that it hands over is stored when this returns, and throws what
   * the store throws.
   */
  public Finding examine(Called called, Delivery delivery) {
    Optional<Handshake> handshake =
        called.setup().asks().handshake().filter(it -> it.isIn(delivery));
    boolean mustBeSigned = handshake.map(Handshake::isSigned).orElse(true);
    Optional<Scheme> scheme = called.setup().asks().signature().filter(it -> mustBeSigned);
    Finding finding = scheme.map(it -> check(called, it, delivery)).orElseGet(Finding.Genuine::new);
    return finding.match(
        () -> handshake.map(it -> answer(called, it, delivery)).orElse(finding),
        given -> finding,
        refused -> refused);
  }

  private Finding check(Called called, Scheme scheme, Delivery delivery) {
    Instant now = clock.instant();
    List<TriggerSecret> rows = new ArrayList<>();
    List<String> open = opened(called.valid(Purpose.SIGNATURE, now), rows);
    return scheme
        .check(delivery, open, now)
        .match(
            genuine -> {
              sightings.used(rows.get(genuine.secret()).id(), now);
              return new Finding.Genuine();
            },
            refused -> new Finding.Refused(401, refused.why()));
  }

  private Finding answer(Called called, Handshake handshake, Delivery delivery) {
    Instant now = clock.instant();
    List<TriggerSecret> rows = new ArrayList<>();
    List<TriggerSecret> own = called.valid(Purpose.HANDSHAKE, now);
    boolean isShared = own.isEmpty() && handshake.needs() == Needs.SECRET;
    List<String> open = opened(isShared ? called.valid(Purpose.SIGNATURE, now) : own, rows);
    HandshakeContext known =
        new HandshakeContext(
            open, called.setup().rate().map(rate -> (long) rate.perSecond() * SECONDS_IN_A_MINUTE));
    return handshake
        .answer(delivery, known)
        .match(
            given -> {
              rows.stream().findFirst().ifPresent(newest -> sightings.used(newest.id(), now));
              return kept(called, given);
            },
            refused -> new Finding.Refused(refused.status(), refused.why()));
  }

  private Finding kept(Called called, Answer.Given given) {
    if (given.handedOver().isPresent()) {
      boolean isKept = secrets.handOver(called.trigger().id(), given.handedOver().get());
      addresses.forget();
      if (!isKept) {
        return new Finding.Refused(403, "A secret was handed over before; remove that one first.");
      }
    }
    return new Finding.Handshake(given);
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
