package drawbridge.console.boundary;

import drawbridge.operator.control.NotAllowed;
import drawbridge.platform.store.StoreFailures;
import jakarta.faces.FacesException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Maps exceptions of backing beans to responses.
 *
 * <ul>
 *   <li>An expired view redirects to the page's own URL, which shows what was typed again. Without
 *       a session, that request redirects to the sign-in page.
 *   <li>A missing role gives 403. An Ajax request redirects to the page, which shows the message,
 *       because the script shows no error page.
 *   <li>A failure of the store goes to {@link drawbridge.platform.boundary.PageGate}.
 * </ul>
 */
public class PageExceptions extends ExceptionHandlerFactory {

  /** The name in the flash that tells the page to show what was typed again; see draft.js. */
  private static final String EXPIRED = "expired";

  public PageExceptions(ExceptionHandlerFactory wrapped) {
    super(wrapped);
  }

  @Override
  public ExceptionHandler getExceptionHandler() {
    return new RespondingHandler(getWrapped().getExceptionHandler());
  }

  private static final class RespondingHandler extends ExceptionHandlerWrapper {

    RespondingHandler(ExceptionHandler wrapped) {
      super(wrapped);
    }

    @Override
    public void handle() {
      FacesContext faces = FacesContext.getCurrentInstance();
      Iterator<ExceptionQueuedEvent> events = getUnhandledExceptionQueuedEvents().iterator();
      while (events.hasNext()) {
        Throwable failure = events.next().getContext().getException();
        Optional<NotAllowed> refusal = refusal(failure);
        if (failure instanceof ViewExpiredException) {
          events.remove();
          faces.getExternalContext().getFlash().put(EXPIRED, true);
          reload(faces);
        } else if (refusal.isPresent()) {
          events.remove();
          refuse(faces, refusal.get());
        } else if (StoreFailures.isOfTheStore(failure)) {
          throw new FacesException(failure);
        }
      }
      getWrapped().handle();
    }

    private static Optional<NotAllowed> refusal(Throwable failure) {
      return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
          .filter(NotAllowed.class::isInstance)
          .map(NotAllowed.class::cast)
          .findFirst();
    }

    private static void refuse(FacesContext faces, NotAllowed refusal) {
      if (faces.getPartialViewContext().isAjaxRequest()) {
        faces.getExternalContext().getFlash().setKeepMessages(true);
        faces.addMessage(
            null, new FacesMessage(FacesMessage.SEVERITY_ERROR, refusal.detail(), null));
        reload(faces);
      } else {
        respond(
            faces, it -> it.responseSendError(HttpServletResponse.SC_FORBIDDEN, refusal.detail()));
      }
    }

    private static void reload(FacesContext faces) {
      HttpServletRequest request = (HttpServletRequest) faces.getExternalContext().getRequest();
      String query = request.getQueryString();
      respond(
          faces, it -> it.redirect(request.getRequestURI() + (query == null ? "" : "?" + query)));
    }

    private interface Response {
      void send(ExternalContext external) throws IOException;
    }

    private static void respond(FacesContext faces, Response response) {
      try {
        response.send(faces.getExternalContext());
      } catch (IOException e) {
        throw new FacesException(e);
      }
      faces.responseComplete();
    }
  }
}
