package drawbridge.platform.boundary;

import drawbridge.platform.control.StoreStatus;
import drawbridge.platform.store.StoreFailures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers requests for pages with 503 while the store is unavailable, or when it fails during the
 * request. {@link StoreGate} and {@link ProblemMapper} do the same for the API.
 */
@ApplicationScoped
public class PageGate {

  private static final System.Logger LOG = System.getLogger(PageGate.class.getName());
  private static final String AWAY = "The store does not answer.";
  private static final String SECONDS = "2";

  @Inject StoreStatus store;

  /** The rest of the filter chain. */
  public interface Chain {
    void proceed() throws IOException, ServletException;
  }

  /**
   * Calls the chain, or answers 503: with an error page, or with plain text to a script of a page,
   * which keeps the page and retries.
   */
  public void pass(HttpServletRequest request, HttpServletResponse response, Chain chain)
      throws IOException, ServletException {
    if (store.isAway()) {
      reject(request, response);
      return;
    }
    try {
      chain.proceed();
    } catch (ServletException | RuntimeException e) {
      if (!StoreFailures.isOfTheStore(e) || response.isCommitted()) {
        throw e;
      }
      LOG.log(
          System.Logger.Level.ERROR,
          "page {0}: the store does not answer ({1}); replied 503",
          request.getServletPath(),
          StoreFailures.inWords(e));
      reject(request, response);
    }
  }

  private void reject(HttpServletRequest request, HttpServletResponse response) throws IOException {
    store.addRejection();
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
