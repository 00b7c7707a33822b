package drawbridge.console.boundary.once;

import jakarta.faces.FacesException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ActionEvent;
import jakarta.faces.event.ActionListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Runs the action of a submitted form once. A repeated submission shows the outcome of the first,
 * and waits for it. Actions with the attribute {@code repeatable} change nothing, or decide about
 * repetitions by themselves.
 */
public class OnceActionListener implements ActionListener {

  private static final String WITHOUT_TOKEN = "The form is malformed. Nothing was changed.";
  private static final String REPEATED = "This was done before and was not repeated.";

  private final ActionListener wrapped;

  public OnceActionListener(ActionListener wrapped) {
    this.wrapped = wrapped;
  }

  @Override
  public void processAction(ActionEvent event) {
    FacesContext faces = event.getFacesContext();
    if (event.getComponent().getAttributes().get("repeatable") != null) {
      wrapped.processAction(event);
      return;
    }
    Optional<String> token = FormToken.submitted(faces);
    try {
      if (token.isEmpty()) {
        faces
            .getExternalContext()
            .responseSendError(HttpServletResponse.SC_BAD_REQUEST, WITHOUT_TOKEN);
        faces.responseComplete();
      } else {
        once(event, token.get() + ' ' + SubmittedContent.digest(event));
      }
    } catch (IOException e) {
      throw new FacesException(e);
    }
  }

  private void once(ActionEvent event, String key) throws IOException {
    FacesContext faces = event.getFacesContext();
    Submission submission = Submissions.of(faces.getExternalContext()).of(key);
    Optional<ActionOutcome> earlier = submission.once(() -> act(event));
    if (earlier.isPresent()) {
      earlier.get().show(faces);
    }
  }

  private Optional<ActionOutcome> act(ActionEvent event) {
    FacesContext faces = event.getFacesContext();
    wrapped.processAction(event);
    Optional<ActionOutcome> shown = ActionOutcome.shown(faces);
    if (shown.isPresent() || !faces.getPartialViewContext().isAjaxRequest()) {
      return shown;
    }
    FormToken.spend(faces);
    return Optional.of(
        new ActionOutcome(
            url(faces.getExternalContext()), FacesMessage.SEVERITY_INFO, REPEATED, null));
  }

  private static String url(ExternalContext external) {
    HttpServletRequest request = (HttpServletRequest) external.getRequest();
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }
}
