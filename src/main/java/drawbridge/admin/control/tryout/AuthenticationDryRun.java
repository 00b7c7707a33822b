package drawbridge.admin.control.tryout;

import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.provider.Delivery;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.signature.Scheme;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.entity.InboundSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries a delivery against the secrets as they are at one time, and notes nothing. Plain; for one
 * request.
 */
final class AuthenticationDryRun {

  private static final String HEADER = "Inbound-Webhook-Secret";

  private final List<InboundSecret> secrets;
  private final Keyring keys;
  private final Instant now;

  /**
   * @param secrets the workspace's, retired ones too
   * @param keys for the secrets of triggers
   */
  AuthenticationDryRun(List<InboundSecret> secrets, Keyring keys, Instant now) {
    this.secrets = secrets;
    this.keys = keys;
    this.now = now;
  }

  /** At the workspace's own address (C1). */
  Admission atWorkspace(Delivery delivery) {
    List<String> shown = delivery.headers(HEADER);
    if (shown.size() != 1) {
      return Admission.refused(
          shown.isEmpty()
              ? "The header " + HEADER + " is missing."
              : "The header " + HEADER + " comes twice.");
    }
    return secrets.stream()
        .filter(secret -> secret.matches(shown.get(0)))
        .findFirst()
        .map(this::admittance)
        .orElseGet(() -> Admission.refused("It is no secret of this workspace."));
  }

  private Admission admittance(InboundSecret secret) {
    boolean isValid = secret.isValidAt(now);
    return new Admission(
        isValid,
        isValid ? "A secret of the workspace lets it in." : "That secret has retired.",
        secret.id(),
        secret.createdAt());
  }

  /** At a trigger's address (T2, T4, T5). */
  Admission atTrigger(TriggerLine line, Delivery delivery) {
    if (line.trigger().isDisabled()) {
      return Admission.refused("The trigger is disabled and answers 410.");
    }
    if (line.setup().asks().secretRequired()) {
      Admission first = atWorkspace(delivery);
      if (!first.isAdmitted()) {
        return first;
      }
    }
    Optional<Handshake> handshake =
        line.setup().asks().handshake().filter(each -> each.isIn(delivery));
    if (handshake.isPresent()) {
      return Admission.refused(
          "It is the handshake of "
              + handshake.get().provider()
              + ": it is answered, and starts no run.");
    }
    return line.setup()
        .asks()
        .signature()
        .map(scheme -> signed(line, scheme, delivery))
        .orElseGet(
            () ->
                Admission.admitted(
                    line.setup().asks().secretRequired()
                        ? "The address and a secret of the workspace let it in."
                        : "Its address lets it in; the trigger asks for nothing else."));
  }

  private Admission signed(TriggerLine line, Scheme scheme, Delivery delivery) {
    List<String> open = new ArrayList<>();
    List<TriggerSecret> rows = new ArrayList<>();
    for (TriggerSecret row : line.secrets()) {
      if (row.purpose() == Purpose.SIGNATURE && row.isValidAt(now)) {
        row.open(keys)
            .ifPresent(
                secret -> {
                  open.add(secret);
                  rows.add(row);
                });
      }
    }
    return scheme
        .check(delivery, open, now)
        .match(
            genuine ->
                new Admission(
                    true,
                    "A secret of the trigger proves it.",
                    rows.get(genuine.secret()).id(),
                    rows.get(genuine.secret()).createdAt()),
            refused ->
                Admission.refused(
                    "It is not proven as " + scheme.name() + " asks: " + refused.why() + "."));
  }
}
