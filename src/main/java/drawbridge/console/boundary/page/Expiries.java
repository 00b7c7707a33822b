package drawbridge.console.boundary.page;

import drawbridge.operator.control.NotAllowed;
import jakarta.faces.FacesException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A page that was open for longer than the server remembers it is loaded anew, at its own address;
 * who is not signed in any more comes to the sign-in that way. So is a page whose reader lacks the
 * role for what was asked, and says so. Nothing was done then.
 */
public class Expiries extends ExceptionHandlerFactory {

  public Expiries(ExceptionHandlerFactory wrapped) {
    super(wrapped);
  }

  @Override
  public ExceptionHandler getExceptionHandler() {
    return new Renewing(getWrapped().getExceptionHandler());
  }

  private static final class Renewing extends ExceptionHandlerWrapper {

    Renewing(ExceptionHandler wrapped) {
      super(wrapped);
    }

    @Override
    public void handle() {
      Iterator<ExceptionQueuedEvent> events = getUnhandledExceptionQueuedEvents().iterator();
      while (events.hasNext()) {
        Throwable failure = events.next().getContext().getException();
        Optional<NotAllowed> refusal = refusal(failure);
        if (failure instanceof ViewExpiredException || refusal.isPresent()) {
          events.remove();
          refusal.ifPresent(Renewing::say);
          renew(FacesContext.getCurrentInstance());
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

    private static void say(NotAllowed refusal) {
      FacesContext faces = FacesContext.getCurrentInstance();
      faces.getExternalContext().getFlash().setKeepMessages(true);
      faces.addMessage(
          null, new FacesMessage(FacesMessage.SEVERITY_ERROR, refusal.inWords(), null));
    }

    private static void renew(FacesContext faces) {
      HttpServletRequest request = (HttpServletRequest) faces.getExternalContext().getRequest();
      String query = request.getQueryString();
      try {
        faces
            .getExternalContext()
            .redirect(request.getRequestURI() + (query == null ? "" : "?" + query));
      } catch (IOException e) {
        throw new FacesException(e);
      }
      faces.responseComplete();
    }
  }
}
