package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.list.SampleCall;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.console.boundary.PageContext;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.json.Json;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trigger with its URL, a sample call and its setup. */
@Named("trigger")
@RequestScoped
public class TriggerPage {

  static final String PAGE = "trigger.xhtml";

  @Inject SelectedTrigger selected;
  @Inject TriggerCommands commands;
  @Inject TriggersPage list;
  @Inject PageContext context;

  /** Ends the request with 404 when the URL names no trigger of the workspace. */
  public void requireSelected() throws IOException {
    selected.require();
  }

  /** Returns the trigger of the URL. */
  public TriggerLine getSelected() {
    return selected.get();
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

  /** Enables a disabled trigger and disables an enabled one. */
  public void toggle() throws IOException {
    boolean isEnabled = getSelected().trigger().isDisabled();
    commands.enable(getSelected().trigger(), isEnabled);
    selected.show(
        isEnabled ? "The trigger is enabled." : "The trigger is disabled and answers 410.");
  }

  /** Removes the trigger with its addresses and secrets. */
  public void remove() throws IOException {
    Trigger removed = getSelected().trigger();
    commands.remove(removed);
    context.redirect(
        context.url("triggers.xhtml"), "The trigger “" + removed.name() + "” was removed.");
  }
}
