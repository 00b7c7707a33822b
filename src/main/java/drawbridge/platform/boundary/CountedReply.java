package drawbridge.platform.boundary;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An asynchronous reply that runs a task once, after it is complete. It is no {@link
 * AsyncListener}: Payara announces requests again for listeners, and Weld then reports leaks.
 */
final class CountedReply implements AsyncContext {

  private final AsyncContext reply;
  private final Runnable whenComplete;
  private final AtomicBoolean isComplete = new AtomicBoolean();

  CountedReply(AsyncContext reply, Runnable whenComplete) {
    this.reply = reply;
    this.whenComplete = whenComplete;
  }

  @Override
  public void complete() {
    try {
      reply.complete();
    } finally {
      if (isComplete.compareAndSet(false, true)) {
        whenComplete.run();
      }
    }
  }

  @Override
  public ServletRequest getRequest() {
    return reply.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return reply.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return reply.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    reply.dispatch();
  }

  @Override
  public void dispatch(String path) {
    reply.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext context, String path) {
    reply.dispatch(context, path);
  }

  @Override
  public void start(Runnable run) {
    reply.start(run);
  }

  @Override
  public void addListener(AsyncListener listener) {
    reply.addListener(listener);
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    reply.addListener(listener, request, response);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return reply.createListener(type);
  }

  @Override
  public void setTimeout(long timeout) {
    reply.setTimeout(timeout);
  }

  @Override
  public long getTimeout() {
    return reply.getTimeout();
  }
}
