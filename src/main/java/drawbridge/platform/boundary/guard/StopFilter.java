package drawbridge.platform.boundary.guard;

import drawbridge.platform.Problem;
import drawbridge.platform.boundary.Refusals;
import drawbridge.platform.control.OpenRequests;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Counts the requests in progress, and answers others with 503 when the node stops (R8). The first
 * filter: {@code web.xml} declares it.
 */
public class StopFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String SECONDS = "2";

  private static final Problem STOPPING =
      Problem.of(
          "stopping",
          "Server stops",
          503,
          "This server stops; nothing was recorded. Send it again.");

  @Inject transient OpenRequests requests;
  @Inject transient Refusals refusals;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!requests.enter()) {
      response.setHeader("Retry-After", SECONDS);
      refusals.refuse(request, response, STOPPING);
      return;
    }
    EndingRequest counted = new EndingRequest(request, requests::leave);
    try {
      chain.doFilter(counted, response);
    } finally {
      counted.endUnlessAsynchronous();
    }
  }
}
