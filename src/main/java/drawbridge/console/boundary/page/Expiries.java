package drawbridge.console.boundary.page;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Iterator;

/**
 * A page that was open for longer than the server remembers it is loaded anew, at its own address;
 * who is not signed in any more comes to the sign-in that way. Nothing was done then.
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
        if (events.next().getContext().getException() instanceof ViewExpiredException) {
          events.remove();
          renew(FacesContext.getCurrentInstance());
        }
      }
      getWrapped().handle();
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
