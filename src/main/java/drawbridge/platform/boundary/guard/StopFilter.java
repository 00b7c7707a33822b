package drawbridge.platform.boundary.guard;

import drawbridge.platform.boundary.ErrorPage;
import drawbridge.platform.control.OpenRequests;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

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
      ErrorPage.write(response, 503, "This server stops; nothing was recorded. Send it again.");
      return;
    }
    Counted counted = new Counted(request);
    try {
      chain.doFilter(counted, response);
    } finally {
      if (!counted.isAsynchronous) {
        requests.leave();
      }
    }
  }

  /** A request whose asynchronous reply ends it. */
  private final class Counted extends HttpServletRequestWrapper {
    private boolean isAsynchronous;

    Counted(HttpServletRequest request) {
      super(request);
    }

    @Override
    public AsyncContext startAsync() {
      return counted(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
      return counted(super.startAsync(request, response));
    }

    private AsyncContext counted(AsyncContext reply) {
      if (!isAsynchronous) {
        isAsynchronous = true;
        reply.addListener(new Completion());
      }
      return reply;
    }
  }

  /** Ends the request when its asynchronous reply is complete, however it ended. */
  private final class Completion implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      requests.leave();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // onComplete follows
    }

    @Override
    public void onError(AsyncEvent event) {
      // onComplete follows
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
