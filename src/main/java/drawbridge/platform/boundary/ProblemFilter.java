package drawbridge.platform.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Adds a problem body (RFC 9457) to errors that JAX-RS reports without one, such as an unsupported
 * media type.
 */
@WebFilter(
    urlPatterns = {"/api/*", "/mcp/*"},
    asyncSupported = true)
public class ProblemFilter extends HttpFilter {

  /** Status of a request whose client has disconnected; the reply has no body. */
  public static final int CLIENT_DISCONNECTED = 499;

  private static final long serialVersionUID = 1L;

  @Inject transient Refusals refusals;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (request.isAsyncStarted()) {
      return; // the asynchronous reply has its own body
    }
    int status = response.getStatus();
    boolean isWithoutBody =
        status >= 400 && !response.isCommitted() && response.getContentType() == null;
    if (isWithoutBody && status != CLIENT_DISCONNECTED) {
      refusals.refuse(request, response, ErrorPage.problem(status));
    }
  }
}
