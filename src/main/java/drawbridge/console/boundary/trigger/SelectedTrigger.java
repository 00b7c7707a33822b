package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.PageContext;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;

/** The trigger of the page's URL. Reads it once per request. */
@RequestScoped
public class SelectedTrigger {

  @Inject TriggerList triggers;
  @Inject PageContext context;

  private Optional<TriggerLine> found = Optional.empty();

  @PostConstruct
  void read() {
    found = context.find("name", triggers::find);
  }

  /** Returns the trigger; empty when the URL names none or an unknown one. */
  public Optional<TriggerLine> find() {
    return found;
  }

  /**
   * Returns the trigger.
   *
   * @throws IllegalStateException without a trigger; call {@link #require} first
   */
  public TriggerLine get() {
    return found.orElseThrow(() -> new IllegalStateException("no such trigger"));
  }

  /** Ends the request with 404 when the URL names no trigger of the workspace. */
  public void require() throws IOException {
    if (context.hasWorkspace() && found.isEmpty()) {
      context.notFound("There is no such trigger in this workspace. It may have been removed.");
    }
  }

  /** Redirects to the page of the trigger, which shows the message. */
  public void show(String message) throws IOException {
    context.redirect(url(), message);
  }

  /** Redirects to the page of the trigger, which shows the error message and its detail. */
  public void showError(String message, String detail) throws IOException {
    context.redirectWithError(url(), message, detail);
  }

  /** Redirects to the page of the trigger, which tells that this node has no key. */
  public void showMissingKey() throws IOException {
    showError("Nothing was changed.", "This node has no encryption key; see Secrets.");
  }

  private String url() {
    return context.at(TriggerPage.PAGE, "name", get().trigger().name());
  }
}
