package drawbridge.platform.boundary;

import drawbridge.platform.control.OpenRequests;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests in progress, and answers others with 503 when the node stops (R8). The first
 * filter: {@code web.xml} declares it.
 */
public class StopFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String SECONDS = "2";

  @Inject transient OpenRequests requests;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!requests.enter()) {
      response.setHeader("Retry-After", SECONDS);
      response.setHeader("Connection", "close");
      ErrorPage.write(response, 503, "This server stops; nothing was recorded. Send it again.");
      return;
    }
    Counted counted = new Counted(request);
    try {
      chain.doFilter(counted, response);
    } finally {
      if (!counted.isAsynchronous()) {
        requests.leave();
      }
    }
  }

  /** A request whose asynchronous reply ends it. */
  private final class Counted extends HttpServletRequestWrapper {
    private @Nullable AsyncContext reply;

    Counted(HttpServletRequest request) {
      super(request);
    }

    boolean isAsynchronous() {
      return reply != null;
    }

    @Override
    public AsyncContext startAsync() {
      return counted(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
      return counted(super.startAsync(request, response));
    }

    private AsyncContext counted(AsyncContext started) {
      AsyncContext counted = new CountedReply(started, requests::leave);
      reply = counted;
      return counted;
    }

    @Override
    public AsyncContext getAsyncContext() {
      AsyncContext started = reply;
      return started == null ? super.getAsyncContext() : started;
    }
  }
}
