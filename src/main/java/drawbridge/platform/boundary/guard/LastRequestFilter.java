package drawbridge.platform.boundary.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Drops requests that follow the last reply of their connection. Payara closes such a connection,
 * but executes the requests that a client has sent ahead and that it has read already: hidden ones
 * would have an effect, and thousands would keep the processors busy, without a reply. {@code
 * web.xml} declares it, as the first one.
 */
public class LastRequestFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String CONNECTION = "Connection";
  private static final String CLOSE = "close";

  private final transient EndedConnections ended = new EndedConnections();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String connection = request.getServletConnection().getConnectionId();
    if (connection == null || request.getProtocol().startsWith("HTTP/2")) {
      chain.doFilter(request, response); // a stream does not end its connection
      return;
    }
    if (ended.contains(connection)) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE); // no one receives it
      response.setHeader("Retry-After", "1");
      response.setHeader(CONNECTION, CLOSE);
      return;
    }
    boolean isLast = isLast(request);
    EndingRequest ending =
        new EndingRequest(
            request,
            () -> {
              if (isLast || isLast(response)) {
                ended.add(connection);
              }
            });
    try {
      chain.doFilter(ending, response);
    } finally {
      ending.endUnlessAsynchronous();
    }
  }

  private static boolean isLast(HttpServletRequest request) {
    String value = request.getHeader(CONNECTION);
    return isClose(value) || (value == null && request.getProtocol().equals("HTTP/1.0"));
  }

  /** Returns whether a reply ends its connection; makes an error end it. */
  private static boolean isLast(HttpServletResponse response) {
    if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST && !response.isCommitted()) {
      response.setHeader(CONNECTION, CLOSE);
      return true;
    }
    return isClose(response.getHeader(CONNECTION));
  }

  private static boolean isClose(@Nullable String value) {
    return value != null && value.strip().equalsIgnoreCase(CLOSE);
  }
}
