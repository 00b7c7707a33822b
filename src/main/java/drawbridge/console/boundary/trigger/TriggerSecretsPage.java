package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.list.SecretLines;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.console.boundary.SecretRotation;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The addresses and secrets of a trigger, and the window for a secret of its provider. */
@Named("triggerSecrets")
@RequestScoped
public class TriggerSecretsPage {

  private static final String UNCHANGED = "The secret was not changed.";

  @Inject SelectedTrigger selected;
  @Inject TriggerCommands commands;
  @Inject Clock clock;

  private final SecretRotation rotation = new SecretRotation();
  private @Nullable String purpose;
  private @Nullable String readSecret;

  /** Returns addresses and secrets, newest first. */
  public List<TriggerSecret> getLines() {
    return selected.get().secrets().stream().sorted(TriggerSecret.OLDEST_FIRST.reversed()).toList();
  }

  /** Returns {@code active}, {@code retiring} or {@code retired}. */
  public String state(TriggerSecret secret) {
    return SecretLines.state(secret.retiresAt(), clock.instant());
  }

  /** Returns why a secret needs attention; null when it needs none. */
  public @Nullable String warning(TriggerSecret secret) {
    return selected.get().warning(secret, clock.instant()).orElse(null);
  }

  /** Returns the purposes for which the setup uses a secret. */
  public List<Purpose> getPurposes() {
    return selected.get().secretPurposes();
  }

  /** Creates a new address. */
  public void renew() throws IOException {
    if (commands.renew(trigger(), rotation.getOverlap().length())) {
      selected.show("The URL was renewed. The old URL stays valid for: " + overlapLabel() + ".");
    } else {
      selected.showMissingKey();
    }
  }

  /** Stores a new secret of the provider. */
  public void rotate() throws IOException {
    Purpose chosen = Purpose.of(purpose == null ? "" : purpose);
    String secret = rotation.enteredSecret();
    Optional<String> fault = selected.get().faultOf(chosen, secret);
    if (fault.isPresent()) {
      selected.showError(UNCHANGED, "The new secret " + fault.get() + ".");
      return;
    }
    var rotated = commands.rotate(trigger(), chosen, secret, rotation.getOverlap().length());
    if (rotated.fault().isPresent()) {
      selected.showError(UNCHANGED, "The new secret " + rotated.fault().get().detail() + ".");
    } else if (rotated.id().isEmpty()) {
      selected.showMissingKey();
    } else {
      selected.show(
          "The new secret is stored. The old secret stays valid for: " + overlapLabel() + ".");
    }
  }

  /** Returns the end of the window for a secret of the provider; null when it is closed. */
  public @Nullable Instant getWindowUntil() {
    return trigger().isWindowOpen(clock.instant()) ? trigger().windowUntil() : null;
  }

  /** Lets a handshake hand over one secret within 15 minutes. */
  public void openWindow() throws IOException {
    if (commands.openWindow(trigger()).isPresent()) {
      selected.show("The trigger takes one secret within 15 minutes. Start the set-up now.");
    } else {
      selected.showMissingKey();
    }
  }

  /** Shows a secret that the provider asks for, once. */
  public void readSecret() {
    readSecret = commands.readSecret(trigger(), rotation.getSecretId()).orElse(null);
  }

  /** Returns the secret that was read; null for none. */
  public @Nullable String getReadSecret() {
    return readSecret;
  }

  /** Removes a secret at once. */
  public void removeSecret() throws IOException {
    switch (commands.removeSecret(trigger(), rotation.getSecretId())) {
      case REMOVED -> selected.show("The secret was removed.");
      case UNKNOWN -> selected.showError("The secret does not exist.", "");
      case LAST_ADDRESS ->
          selected.showError(
              "A trigger must keep one address.", "Renew the URL first, or disable the trigger.");
    }
  }

  private Trigger trigger() {
    return selected.get().trigger();
  }

  private String overlapLabel() {
    return rotation.getOverlap().label();
  }

  /** Returns the label of the purpose that the dialog selects. */
  public @Nullable String getPurpose() {
    return purpose;
  }

  public void setPurpose(@Nullable String purpose) {
    this.purpose = purpose;
  }

  public SecretRotation getRotation() {
    return rotation;
  }
}
