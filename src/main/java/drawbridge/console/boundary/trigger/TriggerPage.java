package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.list.SampleCall;
import drawbridge.admin.control.list.TriggerWarnings;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.OverlapChoice;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.console.boundary.SecretRotation;
import drawbridge.inbound.trigger.control.NeededSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.Json;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One trigger: its address, how to call it, its secrets. */
@Named("trigger")
@RequestScoped
public class TriggerPage {

  static final String PAGE = "trigger.xhtml";

  @Inject TriggerList triggers;
  @Inject TriggerCommands commands;
  @Inject TriggersPage list;
  @Inject PageContext place;
  @Inject PageQuery address;
  @Inject Clock clock;

  private Optional<TriggerLine> found = Optional.empty();
  private final SecretRotation rotation = new SecretRotation(OverlapChoice.DAY);
  private @Nullable String purpose;

  @PostConstruct
  void read() {
    found =
        address
            .text("name")
            .filter(it -> place.isKnown())
            .flatMap(it -> triggers.find(place.workspace().id(), it));
  }

  /** Ends the request with 404 when the address names no trigger of the workspace. */
  public void arrive() throws IOException {
    if (place.isKnown() && found.isEmpty()) {
      place.leave("There is no such trigger in this workspace. It may have been removed.");
    }
  }

  /** The trigger; {@link #arrive} has looked. */
  public TriggerLine getIt() {
    return found.orElseThrow(() -> new IllegalStateException("no such trigger"));
  }

  public @Nullable String getUrl() {
    return list.url(getIt());
  }

  public @Nullable String getWarning() {
    return list.warning(getIt());
  }

  /** The command that calls it; null where there is none. */
  public @Nullable String getCurl() {
    return call().flatMap(SampleCall::command).orElse(null);
  }

  /** What must be set before, or why there is no command; null when all is said. */
  public @Nullable String getCurlNote() {
    return call().flatMap(SampleCall::note).orElse(null);
  }

  private Optional<SampleCall> call() {
    return Optional.ofNullable(getUrl()).map(url -> new SampleCall(getIt().setup(), url));
  }

  /** The setup as JSON, without secrets. */
  public String getSetup() {
    return Json.write(getIt().setup().toJson());
  }

  /** Its secrets, the newest first. */
  public List<TriggerSecret> getSecrets() {
    return getIt().secrets().stream().sorted(TriggerSecret.OLDEST_FIRST.reversed()).toList();
  }

  /** Where a secret is in its life: active, retiring or retired. */
  public String state(TriggerSecret row) {
    return row.retiresAt() == null
        ? "active"
        : row.isValidAt(clock.instant()) ? "retiring" : "retired";
  }

  /** That a secret is used late; null when it is not. */
  public @Nullable String warning(TriggerSecret row) {
    return new TriggerWarnings(getIt(), clock.instant()).of(row).orElse(null);
  }

  /** The purposes for which this setup takes secrets. */
  public List<Purpose> getPurposes() {
    NeededSecrets needed = new NeededSecrets(getIt().setup(), Optional.empty());
    return Stream.of(Purpose.SIGNATURE, Purpose.HANDSHAKE)
        .filter(
            each ->
                needed
                    .faultOf(each, "x")
                    .filter(fault -> fault.startsWith("is not used"))
                    .isEmpty())
        .toList();
  }

  /** Takes requests, or does not. */
  public void toggle() throws IOException {
    boolean isEnabled = getIt().trigger().isDisabled();
    commands.enable(place.workspace().id(), getIt().trigger().name(), isEnabled);
    done(isEnabled ? "It takes requests again." : "It answers 410 from now on.");
  }

  /** Makes a new address. */
  public void renew() throws IOException {
    boolean isRenewed = commands.renew(getIt().trigger(), rotation.getOverlap().length());
    if (isRenewed) {
      done(
          "This is the new address. The old one stays valid for: "
              + rotation.getOverlap().label()
              + ".");
    } else {
      noKey();
    }
  }

  /** Makes a new secret of the provider known. */
  public void rotate() throws IOException {
    Purpose wanted = Purpose.of(purpose == null ? "" : purpose);
    String given = rotation.typed();
    Optional<String> fault =
        new NeededSecrets(getIt().setup(), Optional.empty()).faultOf(wanted, given);
    if (fault.isPresent()) {
      place.stay(at(), "The secret was not changed.", "It " + fault.get() + ".");
    } else if (commands
        .rotate(getIt().trigger(), wanted, given, rotation.getOverlap().length())
        .isEmpty()) {
      noKey();
    } else {
      done(
          "The new secret is kept. The old one stays valid for: "
              + rotation.getOverlap().label()
              + ".");
    }
  }

  /** Removes a secret at once. */
  public void removeSecret() throws IOException {
    String id = rotation.goner();
    switch (commands.removeSecret(getIt().trigger(), id)) {
      case REMOVED -> done("The secret was removed.");
      case UNKNOWN -> place.stay(at(), "There is no such secret any more.", "");
      case LAST_ADDRESS ->
          place.stay(
              at(),
              "A trigger is never without an address.",
              "Renew it first, or disable the trigger.");
    }
  }

  /** Removes the trigger. */
  public void remove() throws IOException {
    String name = getIt().trigger().name();
    commands.remove(place.workspace().id(), name);
    place.go(
        PageQuery.of(TriggersPage.PAGE, Map.of("workspace", place.getNamed())),
        "The trigger “" + name + "” was removed.");
  }

  private void done(String sentence) throws IOException {
    place.go(at(), sentence);
  }

  private void noKey() throws IOException {
    place.stay(
        at(), "Nothing was changed.", "This node has no key to keep secrets under; see Secrets.");
  }

  private String at() {
    return list.at(PAGE, getIt().trigger().name());
  }

  public @Nullable String getPurpose() {
    return purpose;
  }

  public void setPurpose(@Nullable String purpose) {
    this.purpose = purpose;
  }

  /** What the dialogs ask for. */
  public SecretRotation getRotation() {
    return rotation;
  }
}
