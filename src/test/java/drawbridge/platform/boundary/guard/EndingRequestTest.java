package drawbridge.platform.boundary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndingRequestTest {

  private final List<AsyncListener> listeners = new ArrayList<>();
  private final AsyncContext reply =
      fake(
          AsyncContext.class,
          (name, arguments) -> {
            if (name.equals("addListener")) {
              listeners.add((AsyncListener) arguments[0]);
            }
            return null;
          });
  private final HttpServletRequest request =
      fake(HttpServletRequest.class, (name, arguments) -> name.equals("startAsync") ? reply : null);
  private int ends;
  private final EndingRequest ending = new EndingRequest(request, () -> ends++);

  @Test
  void requestWithoutAnAsynchronousReplyEndsAfterTheChain() {
    assertThat(ends).isZero();
    ending.endUnlessAsynchronous();
    assertThat(ends).isOne();
  }

  @Test
  void asynchronousReplyEndsTheRequestOnceWhenItIsComplete() throws IOException {
    assertThat(ending.startAsync()).isSameAs(reply);
    ending.endUnlessAsynchronous();
    assertThat(ends).isZero();
    complete();
    assertThat(ends).isOne();
  }

  @Test
  void timeoutOrErrorEndsTheRequestOnceWithItsCompletion() throws IOException {
    ending.startAsync(request, fake(ServletResponse.class, (name, all) -> null));
    for (AsyncListener listener : List.copyOf(listeners)) {
      listener.onTimeout(new AsyncEvent(reply));
      listener.onError(new AsyncEvent(reply));
    }
    assertThat(ends).isZero();
    complete();
    assertThat(ends).isOne();
  }

  /** A dispatch begins another cycle; the server drops the listeners of the first. */
  @Test
  void secondCycleIsObservedOnce() throws IOException {
    ending.startAsync();
    List<AsyncListener> first = List.copyOf(listeners);
    listeners.clear();
    ending.startAsync();
    for (AsyncListener listener : first) {
      listener.onStartAsync(new AsyncEvent(reply));
    }
    assertThat(listeners).hasSize(1);
    complete();
    assertThat(ends).isOne();
  }

  private void complete() throws IOException {
    for (AsyncListener listener : List.copyOf(listeners)) {
      listener.onComplete(new AsyncEvent(reply));
    }
  }

  private interface Answers {
    @Nullable Object to(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            EndingRequestTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
  }
}
