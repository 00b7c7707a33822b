package drawbridge.console.boundary.trigger;

import drawbridge.admin.sample.control.SampleCommands;
import drawbridge.console.boundary.Format;
import drawbridge.console.boundary.PageContext;
import drawbridge.operator.control.CurrentOperator;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a sample to the trigger of the page, and leads to the request. */
@Named("triggerTest")
@RequestScoped
public class TriggerTestPage {

  private static final String NOT_SENT = "The test was not sent.";

  @Inject SelectedTrigger selected;
  @Inject SampleCommands commands;
  @Inject CurrentOperator operator;
  @Inject PageContext context;

  private @Nullable String body;

  public boolean isOffered() {
    return operator.isMayOperate();
  }

  /** Returns whether the operator may edit the sample. */
  public boolean isEditOffered() {
    return operator.isMayAdminister();
  }

  /** Sends the sample of the form. */
  public void send() throws IOException {
    Optional<String> edited =
        Optional.ofNullable(body).filter(it -> isEditOffered() && !it.equals(getBody(null)));
    SampleCommands.Outcome outcome =
        commands.send(context.workspace(), selected.get(), edited, context.origin());
    if (outcome instanceof SampleCommands.Outcome.Sent sent) {
      context.redirect(
          context.at("request.xhtml", "id", sent.requestId()),
          "The test was sent as this request.");
    } else {
      selected.showError(NOT_SENT, ((SampleCommands.Outcome.Refused) outcome).detail());
    }
  }

  /** Returns the body of the form; that of the sample at first. */
  public String getBody() {
    return getBody(body);
  }

  private String getBody(@Nullable String given) {
    return given != null ? given : String.valueOf(Format.pretty(commands.body(selected.get())));
  }

  public void setBody(@Nullable String body) {
    this.body = body == null ? "" : body.replace("\r\n", "\n");
  }
}
