package drawbridge.inbound.trigger.control.verification;

import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.HandshakeContext;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.signature.Scheme;
import drawbridge.provider.vault.Keyring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whether a request is a handshake (T5), and whether its signature proves its sender (T4).
 * Records and stores nothing.
 */
@ApplicationScoped
public class ProofCheck {

  private static final System.Logger LOG = System.getLogger(ProofCheck.class.getName());
  private static final int SECONDS_IN_A_MINUTE = 60;

  private static final Problem UNAUTHENTICATED =
      Problem.of(
          "unauthenticated",
          "Unauthorized",
          401,
          "Send the signature or credential that this trigger requires.");

  private static final Problem KEYS_UNAVAILABLE =
      Problem.unavailable("The keys of the sender cannot be fetched now. Send the request again.");

  private static final Verification.Refused NO_JSON =
      new Verification.Refused(
          Problem.of(
              "not-json",
              "Bad request",
              400,
              "Send a JSON object or array, uncompressed: this trigger takes no other body."),
          "the body is no JSON object or array, which the handshake of this trigger requires");

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final String JSON_SPACE = " \t\r\n";

  @Inject Keyring keys;
  @Inject RemoteKeys remoteKeys;

  /** Returns the decision about a request at the given time. */
  public Verification check(MatchedTrigger matched, Delivery delivery, Instant now) {
    Setup.Asks asks = matched.setup().asks();
    Optional<Handshake> handshake = asks.handshake().filter(it -> it.matches(delivery));
    boolean mustBeSigned = handshake.isEmpty() || handshake.get().isSigned();
    if (handshake.isEmpty() && couldBeAnAnswer(asks, delivery)) {
      return NO_JSON;
    }
    boolean hasBody = handshake.filter(Handshake::refusesWithoutBody).isEmpty();
    Verification verification =
        mustBeSigned && asks.signature().isPresent()
            ? signed(matched, asks.signature().get(), delivery, hasBody, now)
            : Verification.Event.UNSIGNED;
    return handshake.isPresent() && verification instanceof Verification.Event event
        ? answered(matched, handshake.get(), delivery, now, event.used())
        : verification;
  }

  /**
   * Whether the handshake of the trigger could have signed this event (T5): its answers sign
   * letters and digits, so that a signed body must start as a JSON object or array does. The bytes
   * are those received, since compressed bytes can be letters and digits, too.
   */
  private static boolean couldBeAnAnswer(Setup.Asks asks, Delivery event) {
    return asks.signature().isPresent()
        && asks.handshake().flatMap(Handshake::answeredHmac).isPresent()
        && !startsAsJson(event.body());
  }

  private static boolean startsAsJson(byte[] body) {
    int start = hasByteOrderMark(body) ? BYTE_ORDER_MARK.length : 0;
    while (start < body.length && JSON_SPACE.indexOf(body[start]) >= 0) {
      start++;
    }
    return start < body.length && (body[start] == '{' || body[start] == '[');
  }

  private static boolean hasByteOrderMark(byte[] body) {
    return body.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            body, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  private Verification signed(
      MatchedTrigger matched, Scheme scheme, Delivery delivery, boolean hasBody, Instant now) {
    Opened opened = open(matched.valid(Purpose.SIGNATURE, now));
    return scheme
        .check(delivery, opened.texts, remoteKeys, now)
        .match(
            genuine ->
                new Verification.Event(
                    genuine.secret().stream().mapToObj(opened.rows::get).toList()),
            refused -> new Verification.Refused(UNAUTHENTICATED, refused.why(), List.of(), hasBody),
            undecided -> new Verification.Refused(KEYS_UNAVAILABLE, undecided.why()));
  }

  /** An HMAC handshake without a secret of its own uses the signature's secret. */
  private Verification answered(
      MatchedTrigger matched,
      Handshake handshake,
      Delivery delivery,
      Instant now,
      List<TriggerSecret> signedWith) {
    List<TriggerSecret> own = matched.valid(Purpose.HANDSHAKE, now);
    boolean isShared = own.isEmpty() && handshake.needs() == Needs.SECRET;
    Opened opened = open(isShared ? matched.valid(Purpose.SIGNATURE, now) : own);
    HandshakeContext context =
        new HandshakeContext(
            opened.texts,
            matched.setup().rate().map(rate -> (long) rate.perSecond() * SECONDS_IN_A_MINUTE));
    return handshake
        .answer(delivery, context)
        .match(
            given ->
                new Verification.Handshake(
                    given,
                    Stream.concat(signedWith.stream(), opened.rows.stream().limit(1)).toList()),
            refused ->
                new Verification.Refused(
                    handshakeRefused(refused.status(), refused.why()),
                    refused.why(),
                    signedWith,
                    refused.hasBody()));
  }

  /** Whether a text is a signature secret of the trigger that is valid at the given time. */
  public boolean isSecret(MatchedTrigger matched, String text, Instant now) {
    return open(matched.valid(Purpose.SIGNATURE, now)).texts.contains(text);
  }

  static Problem handshakeRefused(int status, String detail) {
    return Problem.of("handshake-refused", "Handshake refused", status, detail);
  }

  /** Decrypted secrets and their rows, in the same order. Not a record, since a record prints. */
  private static final class Opened {
    private final List<String> texts = new ArrayList<>();
    private final List<TriggerSecret> rows = new ArrayList<>();
  }

  /** Decrypts secrets. Logs and leaves out those whose key this node lacks. */
  private Opened open(List<TriggerSecret> rows) {
    Opened opened = new Opened();
    for (TriggerSecret row : rows) {
      Optional<String> secret = row.open(keys);
      if (secret.isPresent()) {
        opened.texts.add(secret.get());
        opened.rows.add(row);
      } else {
        LOG.log(
            System.Logger.Level.ERROR,
            "trigger {0}: cannot decrypt secret {1}, since this node lacks key {2}; requests that"
                + " need the secret get 401",
            row.triggerId(),
            row.id(),
            row.keyId());
      }
    }
    return opened;
  }
}
