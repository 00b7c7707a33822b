package drawbridge.platform.boundary.guard;

import drawbridge.platform.boundary.ErrorPage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Ends requests whose client has closed the connection or does not read its reply. The server would
 * log two stack traces for each of them, and one connection can bring thousands of requests: the
 * log would fill the disk. {@code web.xml} declares it.
 */
public class HungUpFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(HungUpFilter.class.getName());

  /** Causes of one exception that are looked at. */
  private static final int MOST_CAUSES = 10;

  /** What operating systems and servers say about a closed connection. */
  private static final Set<String> WORDS =
      Set.of("Broken pipe", "Connection reset by peer", "Connection reset", "Locally closed");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException e) {
      if (!isHungUp(e)) {
        throw e;
      }
      LOG.log(System.Logger.Level.DEBUG, "the client has hung up; no reply sent ({0})", e);
      if (!response.isCommitted()) { // if it has not, an empty reply would look like a success
        response.setHeader("Retry-After", "1");
        ErrorPage.write(response, 503, "The connection was lost. Send the request again.");
      }
    }
  }

  /** Returns whether an exception, or a cause of it, tells that the connection has ended. */
  static boolean isHungUp(Throwable failure) {
    @Nullable Throwable each = failure;
    for (int depth = 0; each != null && depth < MOST_CAUSES; depth++, each = each.getCause()) {
      if (each instanceof EOFException
          || each instanceof SocketException
          || each instanceof ClosedChannelException
          || each instanceof TimeoutException
          || (each instanceof IOException && WORDS.contains(String.valueOf(each.getMessage())))) {
        return true;
      }
    }
    return false;
  }
}
