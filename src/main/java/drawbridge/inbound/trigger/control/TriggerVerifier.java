package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.TriggerSecret;
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

  @Inject Keyring keys;
  @Inject RemoteKeys remoteKeys;
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
            && handshake.answer().effect() instanceof Effect.HandedOver handedOver
        ? stored(matched, handshake, handedOver.secret())
        : verification;
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
    return refusal.isPresent() ? refusal.get() : verified(matched, delivery, now);
  }

  private static Optional<Verification.Refused> refusal(
      MatchedTrigger matched, Supplier<SecretVerdict> secret) {
    if (matched.trigger().isDisabled()) {
      return Optional.of(DISABLED);
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
    Verification verification =
        mustBeSigned && asks.signature().isPresent()
            ? signed(matched, asks.signature().get(), delivery, now)
            : Verification.Event.UNSIGNED;
    return handshake.isPresent() && verification instanceof Verification.Event event
        ? answered(matched, handshake.get(), delivery, now, event.used())
        : verification;
  }

  private Verification signed(
      MatchedTrigger matched, Scheme scheme, Delivery delivery, Instant now) {
    Opened opened = open(matched.valid(Purpose.SIGNATURE, now));
    return scheme
        .check(delivery, opened.texts, remoteKeys, now)
        .match(
            genuine ->
                new Verification.Event(
                    genuine.secret().stream().mapToObj(opened.rows::get).toList()),
            refused -> new Verification.Refused(UNAUTHENTICATED, refused.why()),
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
                    handshakeRefused(refused.status(), refused.why()), refused.why(), signedWith));
  }

  private Verification stored(
      MatchedTrigger matched, Verification.Handshake handshake, String secret) {
    boolean isStored = secrets.handOver(matched.trigger().id(), secret);
    lookup.forget();
    if (isStored) {
      return handshake;
    }
    String why = "The trigger has another secret from an earlier handshake. Remove that one first.";
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
