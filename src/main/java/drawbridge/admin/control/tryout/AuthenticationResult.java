package drawbridge.admin.control.tryout;

import drawbridge.inbound.trigger.control.verification.Verification;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.workspace.control.SecretVerdict;
import drawbridge.workspace.entity.InboundSecret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request would be authenticated.
 *
 * @param why one sentence for operators; never part of the request
 * @param secretId the secret that authenticates the request, or that did before its end; null when
 *     there is none
 * @param secretMadeAt when that secret was created
 */
public record AuthenticationResult(
    boolean isAdmitted, String why, @Nullable String secretId, @Nullable Instant secretMadeAt) {

  /** The result for a request whose body is refused first. */
  static final AuthenticationResult UNREAD =
      of(false, "Its body is refused before its sender is verified.");

  /** Converts the verdict on the secret of a workspace. */
  static AuthenticationResult of(SecretVerdict verdict) {
    return verdict.match(
        accepted -> of(true, "The workspace's secret authenticates it.", accepted.secret()),
        refused ->
            refused
                .retired()
                .map(secret -> of(false, refused.why(), secret))
                .orElseGet(() -> of(false, refused.why())));
  }

  private static AuthenticationResult of(boolean isAdmitted, String why) {
    return new AuthenticationResult(isAdmitted, why, null, null);
  }

  private static AuthenticationResult of(boolean isAdmitted, String why, InboundSecret secret) {
    return new AuthenticationResult(isAdmitted, why, secret.id(), secret.createdAt());
  }

  /** Converts the verification of a request to a trigger. */
  static AuthenticationResult of(Setup.Asks asks, Verification verification) {
    return verification.match(
        event -> of(asks, event),
        handshake -> of(false, "It is a handshake: it gets an answer and starts no run."),
        refused -> of(false, "It is refused: " + refused.why()));
  }

  private static AuthenticationResult of(Setup.Asks asks, Verification.Event event) {
    if (event.used().isEmpty()) {
      return of(
          true,
          asks.secretRequired()
              ? "The URL and the workspace's secret authenticate it."
              : "The URL authenticates it. The trigger requires nothing else.");
    }
    TriggerSecret secret = event.used().get(0);
    return new AuthenticationResult(
        true, "A secret of the trigger authenticates it.", secret.id(), secret.createdAt());
  }
}
