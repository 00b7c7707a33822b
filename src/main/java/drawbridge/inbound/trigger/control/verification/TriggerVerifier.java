package drawbridge.inbound.trigger.control.verification;

import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.inbound.trigger.control.saving.TriggerSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Problem;
import drawbridge.platform.store.Patience;
import drawbridge.provider.Delivery;
import drawbridge.provider.handshake.Effect;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.HandshakeContext;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.signature.Scheme;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.control.SecretVerdict;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Authenticates requests to triggers: secret header (T2), signature (T4), handshake (T5). Requests
 * call {@link #refusal} before their body is read and {@link #verify} after it; both record the use
 * of secrets. Dry runs call {@link #check}, which makes the same decisions and records nothing.
 */
@ApplicationScoped
public class TriggerVerifier {

  private static final System.Logger LOG = System.getLogger(TriggerVerifier.class.getName());
  private static final int SECONDS_IN_A_MINUTE = 60;

  private static final Problem UNAUTHENTICATED =
      Problem.of(
          "unauthenticated",
          "Unauthorized",
          401,
          "Send the signature or credential that this trigger requires.");

  private static final Problem KEYS_UNAVAILABLE =
      Problem.unavailable("The keys of the sender cannot be fetched now. Send the request again.");

  private static final Verification.Refused DISABLED =
      new Verification.Refused(
          Problem.of(
              "gone", "Gone", 410, "This trigger is disabled. Ask its operator to enable it."),
          "the trigger is disabled");

  /** The sender repeats the request, so that no event is lost when an operator restores the row. */
  private static final Verification.Refused UNAVAILABLE =
      new Verification.Refused(
          Problem.of(
              "provider-row-unavailable",
              "Service unavailable",
              503,
              "The verification of this trigger is not available. Send the request again."),
          "the row of its signature or handshake is missing or disabled");

  private static final Verification.Refused CLOSED =
      refusedHandshake(
          "No operator has opened the window for the secret of this trigger, or another came first.");

  private static final Verification.Refused NOT_TAKEN =
      refusedHandshake("The trigger cannot use this secret.");

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
  @Inject HandOverLog handOvers;
  @Inject Confirmations confirmations;
  @Inject TriggerUsage usage;
  @Inject TriggerSecrets secrets;
  @Inject TriggerLookup lookup;
  @Inject WorkspaceAuthenticator authenticator;
  @Inject Clock clock;

  /**
   * Returns why a request is refused before its body is read. Records the use of the workspace's
   * secret. Throws what the store throws, within the patience.
   *
   * @param secretHeader all values of {@link WorkspaceAuthenticator#HEADER}
   */
  public Optional<Verification.Refused> refusal(
      MatchedTrigger matched, List<String> secretHeader, Patience patience) {
    String workspace = matched.workspace().name();
    return refusal(matched, () -> authenticator.authenticate(workspace, secretHeader, patience));
  }

  /**
   * Verifies a request that {@link #refusal} let pass. Records the use of secrets, and stores a
   * secret that a handshake hands over. Throws what the store throws.
   */
  public Verification verify(MatchedTrigger matched, Delivery delivery) {
    Instant now = clock.instant();
    Verification verification = verified(matched, delivery, now);
    for (TriggerSecret secret : verification.used()) {
      usage.used(secret.id(), now);
    }
    return verification instanceof Verification.Handshake handshake
        ? done(matched, handshake, now)
        : verification;
  }

  /** Does what a handshake requires besides its answer. */
  private Verification done(MatchedTrigger matched, Verification.Handshake handshake, Instant now) {
    Effect effect = handshake.answer().effect();
    if (effect instanceof Effect.HandedOver handedOver) {
      return stored(matched, handshake, handedOver);
    } else if (effect instanceof Effect.Lease lease) {
      usage.leased(matched.trigger().id(), lease.seconds().map(now::plusSeconds), now);
    } else if (effect instanceof Effect.Confirmation confirmation) {
      confirmations.confirmLater(matched.trigger(), confirmation.url());
    }
    return handshake;
  }

  /**
   * Returns the result of both steps at the given time. Records and stores nothing. Throws what the
   * store throws, within the patience.
   */
  public Verification check(
      MatchedTrigger matched, Delivery delivery, Instant now, Patience patience) {
    String workspace = matched.workspace().name();
    List<String> secretHeader = delivery.headers(WorkspaceAuthenticator.HEADER);
    Optional<Verification.Refused> refusal =
        refusal(matched, () -> authenticator.check(workspace, secretHeader, now, patience));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Verification verification = verified(matched, delivery, now);
    return verification instanceof Verification.Handshake handshake
            && handshake.answer().effect() instanceof Effect.HandedOver handedOver
            && !mayTake(matched, handedOver.secret(), now)
        ? CLOSED
        : verification;
  }

  private boolean mayTake(MatchedTrigger matched, String secret, Instant now) {
    return matched.trigger().isWindowOpen(now)
        || open(matched.valid(Purpose.SIGNATURE, now)).texts.contains(secret);
  }

  private static Optional<Verification.Refused> refusal(
      MatchedTrigger matched, Supplier<SecretVerdict> secret) {
    if (matched.trigger().isDisabled()) {
      return Optional.of(DISABLED);
    }
    if (!matched.setup().asks().unavailable().rows().isEmpty()) {
      return Optional.of(UNAVAILABLE);
    }
    return matched.setup().asks().secretRequired()
        ? secret
            .get()
            .match(
                accepted -> Optional.empty(),
                refused ->
                    Optional.of(
                        new Verification.Refused(
                            WorkspaceAuthenticator.UNAUTHENTICATED, refused.why())))
        : Optional.empty();
  }

  private Verification verified(MatchedTrigger matched, Delivery delivery, Instant now) {
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

  private Verification stored(
      MatchedTrigger matched, Verification.Handshake handshake, Effect.HandedOver handedOver) {
    Trigger trigger = matched.trigger();
    return switch (secrets.handOver(trigger, handedOver.secret(), handedOver.isShown())) {
      case STORED -> {
        lookup.forget();
        handOvers.taken(trigger);
        yield handshake;
      }
      case KNOWN -> handshake;
      case CLOSED -> CLOSED;
      case NOT_ALLOWED -> NOT_TAKEN;
    };
  }

  private static Verification.Refused refusedHandshake(String why) {
    return new Verification.Refused(handshakeRefused(403, why), why);
  }

  private static Problem handshakeRefused(int status, String detail) {
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
