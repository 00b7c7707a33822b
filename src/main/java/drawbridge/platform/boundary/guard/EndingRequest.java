package drawbridge.platform.boundary.guard;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request that tells when it has ended, however it ended: at once, or asynchronously. */
final class EndingRequest extends HttpServletRequestWrapper {

  private final Runnable end;
  private boolean isAsynchronous;

  /**
   * @param end called once, when the request has ended
   */
  EndingRequest(HttpServletRequest request, Runnable end) {
    super(request);
    this.end = end;
  }

  /** Ends the request after the filter chain, unless an asynchronous reply ends it later. */
  void endUnlessAsynchronous() {
    if (!isAsynchronous) {
      end.run();
    }
  }

  @Override
  public AsyncContext startAsync() {
    return observed(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return observed(super.startAsync(request, response));
  }

  private AsyncContext observed(AsyncContext reply) {
    if (!isAsynchronous) {
      isAsynchronous = true;
      reply.addListener(new Completion());
    }
    return reply;
  }

  /** Ends the request when its asynchronous reply is complete. */
  private final class Completion implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      end.run();
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
