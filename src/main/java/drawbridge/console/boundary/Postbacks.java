package drawbridge.console.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import drawbridge.platform.Ids;
import jakarta.faces.FacesException;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import org.primefaces.context.PrimeFacesContext;

/**
 * Refuses postbacks and partial requests by other methods than POST, because a link of any page can
 * send a GET, and Faces takes every request with a view state for a postback. Refuses postbacks
 * with a nonce that PrimeFaces did not make, before it fails at one.
 */
public class Postbacks implements PhaseListener {

  private static final long serialVersionUID = 1L;
  private static final String NONCE = "primefaces.nonce";
  private static final String BY_LINK = "A link cannot send a form. Nothing was changed.";
  private static final String MALFORMED = "The form is malformed. Nothing was changed.";

  @Override
  public PhaseId getPhaseId() {
    return PhaseId.RESTORE_VIEW;
  }

  @Override
  public void beforePhase(PhaseEvent event) {
    FacesContext faces = event.getFacesContext();
    HttpServletRequest request = (HttpServletRequest) faces.getExternalContext().getRequest();
    boolean isForm = faces.isPostback() || faces.getPartialViewContext().isAjaxRequest();
    if (isForm && !request.getMethod().equals("POST")) {
      refuse(faces, BY_LINK);
    } else if (faces.isPostback() && !hasNonce(faces)) {
      refuse(faces, MALFORMED);
    }
  }

  @Override
  public void afterPhase(PhaseEvent event) {
    FacesContext faces = event.getFacesContext();
    boolean isRestored = faces.isPostback() && faces.getViewRoot() != null;
    if (isRestored && !faces.getResponseComplete() && !isNonceOfView(faces)) {
      refuse(faces, MALFORMED);
    }
  }

  private static boolean isNonceOfView(FacesContext faces) {
    try {
      return PrimeFacesContext.getCspState(faces).getNonce() != null;
    } catch (FacesException e) {
      return false; // it is the nonce of another view
    }
  }

  /** PrimeFaces makes a nonce of a UUID in base64, and fails at any other text. */
  private static boolean hasNonce(FacesContext faces) {
    String nonce = faces.getExternalContext().getRequestParameterMap().get(NONCE);
    try {
      return nonce == null || Ids.isUuid(new String(Base64.getDecoder().decode(nonce), UTF_8));
    } catch (IllegalArgumentException e) {
      return false; // not base64
    }
  }

  private static void refuse(FacesContext faces, String sentence) {
    ExternalContext external = faces.getExternalContext();
    try {
      external.responseSendError(HttpServletResponse.SC_BAD_REQUEST, sentence);
    } catch (IOException e) {
      throw new FacesException(e);
    }
    faces.responseComplete();
  }
}
