package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.list.SampleCall;
import drawbridge.admin.control.list.SecretLines;
import drawbridge.admin.control.triggers.RefusedCommands;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.SecretRotation;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.trigger.control.RefusedResend;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.PresetDifference;
import drawbridge.platform.Json;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trigger with its URL, a sample call, its setup and its secrets. */
@Named("trigger")
@RequestScoped
public class TriggerPage {

  static final String PAGE = "trigger.xhtml";

  private static final int SHOWN_REFUSED = 50;

  @Inject TriggerList triggers;
  @Inject TriggerCommands commands;
  @Inject RefusedCommands refused;
  @Inject TriggersPage list;
  @Inject PageContext context;
  @Inject Clock clock;

  private Optional<TriggerLine> found = Optional.empty();
  private final SecretRotation rotation = new SecretRotation();
  private @Nullable String purpose;
  private @Nullable String refusedId;
  private @Nullable String readSecret;

  @PostConstruct
  void read() {
    found = context.find("name", triggers::find);
  }

  /** Ends the request with 404 when the URL names no trigger of the workspace. */
  public void requireSelected() throws IOException {
    if (context.hasWorkspace() && found.isEmpty()) {
      context.notFound("There is no such trigger in this workspace. It may have been removed.");
    }
  }

  /**
   * Returns the trigger of the URL.
   *
   * @throws IllegalStateException without a trigger; call {@link #requireSelected} first
   */
  public TriggerLine getSelected() {
    return found.orElseThrow(() -> new IllegalStateException("no such trigger"));
  }

  /** Returns the names or UUIDs of the workflows that the trigger starts, each once. */
  public List<String> getWorkflows() {
    return getSelected().setup().starts().references().values().stream().distinct().toList();
  }

  public @Nullable String getUrl() {
    return list.url(getSelected());
  }

  /** Returns a curl command that calls the trigger; null when there is none. */
  public @Nullable String getCurl() {
    return call().flatMap(SampleCall::command).orElse(null);
  }

  /** Returns which variables the command needs, or why there is no command; null for neither. */
  public @Nullable String getCurlNote() {
    return call().flatMap(SampleCall::note).orElse(null);
  }

  private Optional<SampleCall> call() {
    return Optional.ofNullable(getUrl()).map(url -> new SampleCall(getSelected().setup(), url));
  }

  /** Returns the setup as JSON without secrets. */
  public String getSetup() {
    return Json.write(getSelected().setup().toJson());
  }

  /** Returns addresses and secrets, newest first. */
  public List<TriggerSecret> getSecrets() {
    return getSelected().secrets().stream().sorted(TriggerSecret.OLDEST_FIRST.reversed()).toList();
  }

  /** Returns {@code active}, {@code retiring} or {@code retired}. */
  public String state(TriggerSecret secret) {
    return SecretLines.state(secret.retiresAt(), clock.instant());
  }

  /** Returns why a secret needs attention; null when it needs none. */
  public @Nullable String warning(TriggerSecret secret) {
    return getSelected().warning(secret, clock.instant()).orElse(null);
  }

  /** Returns the purposes for which the setup uses a secret. */
  public List<Purpose> getPurposes() {
    return getSelected().secretPurposes();
  }

  /** Returns the latest refused deliveries, newest first. */
  public List<RefusedDelivery> getRefused() {
    return refused.find(getSelected().trigger(), Optional.empty(), SHOWN_REFUSED).items();
  }

  /** Returns the counts of calls without a row on this node, and the last reasons. */
  public UnrecordedCalls.Counts getUnrecorded() {
    return triggers.unrecorded(getSelected().trigger());
  }

  public @Nullable String getRefusedId() {
    return refusedId;
  }

  public void setRefusedId(@Nullable String refusedId) {
    this.refusedId = refusedId;
  }

  /** Sends a refused delivery again; a repeated click finds it sent. */
  public void sendRefused() throws IOException {
    String id = refusedId == null ? "" : refusedId;
    RefusedResend.Outcome outcome = refused.send(getSelected().trigger(), id);
    if (outcome instanceof RefusedResend.Outcome.Sent sent) {
      context.redirect(
          url(),
          sent.isNew()
              ? "The delivery was sent: " + sent.delivery().outcome() + "."
              : "The delivery was sent already: " + sent.delivery().outcome() + ".");
    } else if (outcome instanceof RefusedResend.Outcome.Refused again) {
      context.redirectWithError(url(), "The delivery was refused again.", again.detail());
    } else {
      context.redirectWithError(
          url(),
          "The delivery was not sent.",
          "Its body was not kept, or it was removed. Ask its sender to repeat it.");
    }
  }

  /** Returns the preset that filled in the setup; null when there is none. */
  public @Nullable Preset getPreset() {
    return getSelected().setup().origin().preset().flatMap(Presets.builtIn()::find).orElse(null);
  }

  /** Returns the preset's instructions with the trigger's URL. */
  public List<String> getSteps() {
    String url = Objects.requireNonNullElse(getUrl(), "the URL of this trigger");
    Preset preset = getPreset();
    return preset == null
        ? List.of()
        : preset.steps().stream().map(step -> step.replace("{url}", url)).toList();
  }

  /** Returns the difference to the preset when the preset has another version; else null. */
  public @Nullable PresetDifference getDifference() {
    return PresetDifference.of(getSelected().setup())
        .filter(it -> it.storedVersion() != it.currentVersion())
        .orElse(null);
  }

  /** Enables a disabled trigger and disables an enabled one. */
  public void toggle() throws IOException {
    boolean isEnabled = getSelected().trigger().isDisabled();
    commands.enable(getSelected().trigger(), isEnabled);
    context.redirect(
        url(), isEnabled ? "The trigger is enabled." : "The trigger is disabled and answers 410.");
  }

  /** Creates a new address. */
  public void renew() throws IOException {
    boolean isRenewed = commands.renew(getSelected().trigger(), rotation.getOverlap().length());
    if (isRenewed) {
      context.redirect(
          url(), "The URL was renewed. The old URL stays valid for: " + overlapLabel() + ".");
    } else {
      reportMissingKey();
    }
  }

  /** Stores a new secret of the provider. */
  public void rotate() throws IOException {
    Purpose selected = Purpose.of(purpose == null ? "" : purpose);
    String secret = rotation.enteredSecret();
    Optional<String> fault = getSelected().faultOf(selected, secret);
    if (fault.isPresent()) {
      context.redirectWithError(
          url(), "The secret was not changed.", "The new secret " + fault.get() + ".");
      return;
    }
    var rotated =
        commands.rotate(getSelected().trigger(), selected, secret, rotation.getOverlap().length());
    if (rotated.fault().isPresent()) {
      context.redirectWithError(
          url(),
          "The secret was not changed.",
          "The new secret " + rotated.fault().get().detail() + ".");
    } else if (rotated.id().isEmpty()) {
      reportMissingKey();
    } else {
      context.redirect(
          url(),
          "The new secret is stored. The old secret stays valid for: " + overlapLabel() + ".");
    }
  }

  /** Returns the end of the window for a secret of the provider; null when it is closed. */
  public @Nullable Instant getWindowUntil() {
    return getSelected().trigger().isWindowOpen(clock.instant())
        ? getSelected().trigger().windowUntil()
        : null;
  }

  /** Lets a handshake hand over one secret within 15 minutes. */
  public void openWindow() throws IOException {
    if (commands.openWindow(getSelected().trigger()).isPresent()) {
      context.redirect(
          url(), "The trigger takes one secret within 15 minutes. Start the set-up now.");
    } else {
      reportMissingKey();
    }
  }

  /** Shows a secret that the provider asks for, once. */
  public void readSecret() {
    readSecret = commands.readSecret(getSelected().trigger(), rotation.getSecretId()).orElse(null);
  }

  /** Returns the secret that was read; null for none. */
  public @Nullable String getReadSecret() {
    return readSecret;
  }

  /** Removes a secret at once. */
  public void removeSecret() throws IOException {
    switch (commands.removeSecret(getSelected().trigger(), rotation.getSecretId())) {
      case REMOVED -> context.redirect(url(), "The secret was removed.");
      case UNKNOWN -> context.redirectWithError(url(), "The secret does not exist.", "");
      case LAST_ADDRESS ->
          context.redirectWithError(
              url(),
              "A trigger must keep one address.",
              "Renew the URL first, or disable the trigger.");
    }
  }

  public void remove() throws IOException {
    Trigger removed = getSelected().trigger();
    commands.remove(removed);
    context.redirect(
        context.url("triggers.xhtml"), "The trigger “" + removed.name() + "” was removed.");
  }

  private void reportMissingKey() throws IOException {
    context.redirectWithError(
        url(), "Nothing was changed.", "This node has no encryption key; see Secrets.");
  }

  private String overlapLabel() {
    return rotation.getOverlap().label();
  }

  private String url() {
    return context.at(PAGE, "name", getSelected().trigger().name());
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
