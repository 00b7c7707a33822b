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
 * The one place where what a page's bean throws becomes an answer.
 *
 * <ul>
 *   <li>A page that was open for longer than the server remembers it is loaded anew, at its own
 *       address; who is not signed in any more comes to the sign-in that way.
 *   <li>Who lacks the role for what was asked is told so with 403; a page's own script, which shows
 *       no such answer, loads the page anew, which says it. Nothing was done.
 *   <li>The store's silence is answered where all pages come in ({@link
 *       drawbridge.platform.boundary.PageGate}), to scripts too.
 * </ul>
 */
public class PageExceptions extends ExceptionHandlerFactory {

  public PageExceptions(ExceptionHandlerFactory wrapped) {
    super(wrapped);
  }

  @Override
  public ExceptionHandler getExceptionHandler() {
    return new Answering(getWrapped().getExceptionHandler());
  }

  private static final class Answering extends ExceptionHandlerWrapper {

    Answering(ExceptionHandler wrapped) {
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
          renew(faces);
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
            null, new FacesMessage(FacesMessage.SEVERITY_ERROR, refusal.inWords(), null));
        renew(faces);
      } else {
        answer(
            faces, it -> it.responseSendError(HttpServletResponse.SC_FORBIDDEN, refusal.inWords()));
      }
    }

    private static void renew(FacesContext faces) {
      HttpServletRequest request = (HttpServletRequest) faces.getExternalContext().getRequest();
      String query = request.getQueryString();
      answer(
          faces, it -> it.redirect(request.getRequestURI() + (query == null ? "" : "?" + query)));
    }

    private interface Answer {
      void send(ExternalContext external) throws IOException;
    }

    private static void answer(FacesContext faces, Answer answer) {
      try {
        answer.send(faces.getExternalContext());
      } catch (IOException e) {
        throw new FacesException(e);
      }
      faces.responseComplete();
    }
  }
}
