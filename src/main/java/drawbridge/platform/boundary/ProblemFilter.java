package drawbridge.platform.boundary;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Gives words to what JAX-RS refuses by itself and without any, such as a media type that cannot be
 * read: a problem like every other (RFC 9457).
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class ProblemFilter extends HttpFilter {

  /** Of an answer that nobody is there to read: it has no body, which could not be sent. */
  public static final int NOBODY_THERE = 499;

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (request.isAsyncStarted()) {
      return; // answered later, by us and with words
    }
    int status = response.getStatus();
    boolean isWordless =
        status >= 400 && !response.isCommitted() && response.getContentType() == null;
    if (isWordless && status != NOBODY_THERE) {
      ErrorPage.write(response, status);
    }
  }
}
