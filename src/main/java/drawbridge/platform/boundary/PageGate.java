package drawbridge.platform.boundary;

import drawbridge.platform.control.StoreCounters;
import drawbridge.platform.control.StoreStatus;
import drawbridge.platform.store.StoreFailures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What {@link StoreGate} and {@link ProblemMapper} are to the API, for pages: while the store is
 * away their readers are told at once to come again, and so is whose page met its silence.
 */
@ApplicationScoped
public class PageGate {

  private static final System.Logger LOG = System.getLogger(PageGate.class.getName());
  private static final String AWAY = "The store does not answer.";
  private static final String SECONDS = "2";

  @Inject StoreStatus store;
  @Inject StoreCounters figures;

  /** The rest of a request's way. */
  public interface Way {
    void go() throws IOException, ServletException;
  }

  /**
   * Goes the way, or answers 503: as an error page, or without one to a page's own script, which
   * keeps the page and asks again.
   */
  public void pass(HttpServletRequest request, HttpServletResponse response, Way way)
      throws IOException, ServletException {
    if (store.isAway()) {
      turnAway(request, response);
      return;
    }
    try {
      way.go();
    } catch (ServletException | RuntimeException e) {
      if (!StoreFailures.isOfTheStore(e) || response.isCommitted()) {
        throw e;
      }
      LOG.log(
          System.Logger.Level.ERROR,
          "page {0}: the store did not answer ({1}); its reader was told to come again",
          request.getServletPath(),
          StoreFailures.inWords(e));
      turnAway(request, response);
    }
  }

  private void turnAway(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    figures.turnAway();
    response.resetBuffer();
    response.setHeader("Retry-After", SECONDS);
    if (request.getHeader("Faces-Request") == null) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    } else {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().write(AWAY);
    }
  }
}
