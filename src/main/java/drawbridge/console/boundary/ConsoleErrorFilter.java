package drawbridge.console.boundary;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers errors below {@code /console} with a page instead of problem+json. */
@WebFilter(urlPatterns = "/problem", dispatcherTypes = DispatcherType.ERROR)
public class ConsoleErrorFilter extends HttpFilter {

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
        && (uri + "/").startsWith(request.getContextPath() + "/console/")
        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
      response.setStatus(status);
      request.getRequestDispatcher("/console/error.xhtml").forward(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
