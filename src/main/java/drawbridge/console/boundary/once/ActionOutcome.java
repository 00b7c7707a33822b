package drawbridge.console.boundary.once;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an action: the page that shows it, and its message.
 *
 * @param page URL, relative to the page of the form
 */
public record ActionOutcome(
    String page, FacesMessage.Severity severity, String message, @Nullable String detail)
    implements Serializable {

  /** Redirects to the page, which shows the message. */
  public void show(FacesContext faces) throws IOException {
    faces.getAttributes().put(ActionOutcome.class, this);
    faces.getExternalContext().getFlash().setKeepMessages(true);
    faces.addMessage(null, new FacesMessage(severity, message, detail));
    faces.getExternalContext().redirect(page);
  }

  /** Returns the outcome that the current request has shown; empty for none. */
  static Optional<ActionOutcome> shown(FacesContext faces) {
    return Optional.ofNullable(faces.getAttributes().get(ActionOutcome.class))
        .map(ActionOutcome.class::cast);
  }
}
