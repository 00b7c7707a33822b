package drawbridge.platform.boundary.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.platform.boundary.TimedInput;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Forms are read to their end within limits, and become parameters. */
class FormRequestTest {

  private static FormRequest form(@Nullable String query, InputStream body) throws IOException {
    Map<String, Object> answers = new HashMap<>();
    answers.put("getQueryString", query);
    answers.put("getInputStream", new Body(body));
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                FormRequestTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    return FormRequest.read(new RequestBody(request, Clock.systemUTC(), Duration.ofSeconds(9)));
  }

  private static FormRequest form(@Nullable String query, String body) throws IOException {
    return form(query, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** A body of the server. */
  private static final class Body extends ServletInputStream {
    private final InputStream bytes;

    Body(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      return bytes.read(into, from, most);
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException();
    }
  }

  @Test
  void parametersOfQueryAndFormAreOneList() throws IOException {
    FormRequest form = form("a=1&b=%C3%A9", "a=2&c=x+y%26z&&d&=e&f=%F0%9F%98%80=");
    assertThat(form.getParameterValues("a")).containsExactly("1", "2");
    assertThat(form.getParameter("a")).isEqualTo("1");
    assertThat(form.getParameter("b")).isEqualTo("é");
    assertThat(form.getParameter("c")).isEqualTo("x y&z");
    assertThat(form.getParameter("d")).isEmpty();
    assertThat(form.getParameter("f")).isEqualTo("😀=");
    assertThat(form.getParameter("none")).isNull();
    assertThat(form.getParameterValues("none")).isNull();
    assertThat(form.getParameterMap()).containsOnlyKeys("a", "b", "c", "d", "", "f");
  }

  @Test
  void emptyFormHasNoParameters() throws IOException {
    assertThat(form(null, "").getParameterMap()).isEmpty();
  }

  @Test
  void malformedEscapeIsRefused() {
    for (String body : List.of("a=%", "a=%zz", "%4=1", "a=%-1")) {
      assertThatThrownBy(() -> form(null, body)).isInstanceOf(FormRequest.Malformed.class);
    }
  }

  @Test
  void limitsHoldForTheParametersOfQueryAndForm() throws IOException {
    String most = "a&".repeat(FormRequest.MOST_PARAMETERS);
    assertThat(form(null, most).getParameterValues("a")).hasSize(FormRequest.MOST_PARAMETERS);
    assertThatThrownBy(() -> form("b=1", most)).isInstanceOf(FormRequest.TooLarge.class);
    assertThatThrownBy(() -> form(null, "a=" + "x".repeat(FormRequest.MOST_BYTES)))
        .isInstanceOf(FormRequest.TooLarge.class);
  }

  @Test
  void silentSenderIsTooSlow() {
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException(new TimeoutException());
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(() -> form(null, silent)).isInstanceOf(TimedInput.TooSlow.class);
  }
}
