package drawbridge.platform.boundary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Only failures of the client's connection are kept out of the log. */
class HungUpFilterTest {

  @Test
  void failuresOfTheConnectionAreRecognised() {
    assertThat(HungUpFilter.isHungUp(new EOFException())).isTrue();
    assertThat(HungUpFilter.isHungUp(new IOException("Broken pipe"))).isTrue();
    assertThat(HungUpFilter.isHungUp(new SocketException("Connection reset"))).isTrue();
    assertThat(HungUpFilter.isHungUp(new ServletException(new ClosedChannelException()))).isTrue();
    assertThat(HungUpFilter.isHungUp(new IOException(new TimeoutException()))).isTrue();
  }

  @Test
  void aReplyThatHasNotBegunIsNoSuccess() throws IOException, ServletException {
    Map<String, Object> written = new HashMap<>();
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getOutputStream")) {
                    throw new SocketException("Broken pipe");
                  } else if (method.getName().equals("isCommitted")) {
                    return false;
                  }
                  written.put(method.getName() + arguments[0], arguments[arguments.length - 1]);
                  return null;
                });
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> null);
    new HungUpFilter()
        .doFilter(
            request,
            response,
            (sent, answered) -> {
              throw new EOFException();
            });
    assertThat(written).containsEntry("setStatus503", 503).containsKey("setHeaderRetry-After");
  }

  @Test
  void otherFailuresReachTheLog() {
    assertThat(HungUpFilter.isHungUp(new IOException("No space left on device"))).isFalse();
    assertThat(HungUpFilter.isHungUp(new ServletException(new IllegalStateException()))).isFalse();
    assertThat(HungUpFilter.isHungUp(new IOException())).isFalse();
  }
}
