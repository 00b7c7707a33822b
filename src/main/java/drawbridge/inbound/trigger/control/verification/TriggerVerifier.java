package drawbridge.inbound.trigger.control.verification;

import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.inbound.trigger.control.saving.SecretHandOver;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.Problem;
import drawbridge.platform.store.Patience;
import drawbridge.provider.Delivery;
import drawbridge.provider.handshake.Effect;
import drawbridge.workspace.control.SecretVerdict;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Authenticates requests to triggers: secret header (T2), signature (T4), handshake (T5). Requests
 * call {@link #refusal} before their body is read and {@link #verify} after it; both record the use
 * of secrets. Dry runs call {@link #check}, which makes the same decisions and records nothing.
 */
@ApplicationScoped
public class TriggerVerifier {

  private static final System.Logger LOG = System.getLogger(TriggerVerifier.class.getName());

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

  @Inject ProofCheck proofs;
  @Inject HandOverLog handOvers;
  @Inject Confirmations confirmations;
  @Inject TriggerUsage usage;
  @Inject SecretHandOver secrets;
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
    Verification verification = proofs.check(matched, delivery, now);
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
    } else if (effect instanceof Effect.Ended) {
      usage.leased(matched.trigger().id(), Optional.empty(), now);
      LOG.log(
          System.Logger.Level.WARNING,
          "trigger {0}: the provider ended or denied the subscription; subscribe again for events",
          matched.trigger().name());
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
    Verification verification = proofs.check(matched, delivery, now);
    return verification instanceof Verification.Handshake handshake
            && handshake.answer().effect() instanceof Effect.HandedOver handedOver
            && !mayTake(matched, handedOver.secret(), now)
        ? CLOSED
        : verification;
  }

  private boolean mayTake(MatchedTrigger matched, String secret, Instant now) {
    return matched.trigger().isWindowOpen(now) || proofs.isSecret(matched, secret, now);
  }

  private static Optional<Verification.Refused> refusal(
      MatchedTrigger matched, Supplier<SecretVerdict> secret) {
    if (matched.trigger().isDisabled()) {
      return Optional.of(DISABLED);
    }
    if (!matched.setup().asks().unavailable().isEmpty()) {
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

  private Verification stored(
      MatchedTrigger matched, Verification.Handshake handshake, Effect.HandedOver handedOver) {
    Trigger trigger = matched.trigger();
    return switch (secrets.take(trigger, handedOver.secret(), handedOver.isShown())) {
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
    return new Verification.Refused(ProofCheck.handshakeRefused(403, why), why);
  }
}
