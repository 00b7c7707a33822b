package drawbridge.platform.boundary.guard;

import drawbridge.platform.boundary.TimedInput;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request whose body has a limited time, from its first read on. */
class RequestBody extends HttpServletRequestWrapper {

  private final Clock clock;
  private final Duration most;
  private @Nullable ServletInputStream body;

  RequestBody(HttpServletRequest request, Clock clock, Duration most) {
    super(request);
    this.clock = clock;
    this.most = most;
  }

  /** Returns whether a body follows the head. HTTP/2 needs no header for one. */
  static boolean isPresent(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    return length > 0
        || request.getHeader("Transfer-Encoding") != null
        || (length < 0
            && request.getProtocol().startsWith("HTTP/2")
            && !request.getInputStream().isFinished());
  }

  /** Returns whether the body is a form of HTML, which servers read into parameters. */
  static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null
        && type.strip().toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new Timed(super.getInputStream());
    }
    return body;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  /** Returns the bytes that the body has without waiting, as {@link ServletInputStream} does. */
  int available(ServletInputStream server) throws IOException {
    return server.available();
  }

  /** Adds the time limit; the states of the stream are those of the server's. */
  private final class Timed extends ServletInputStream {
    private final ServletInputStream server;
    private final TimedInput timed;

    Timed(ServletInputStream server) {
      this.server = server;
      this.timed = new TimedInput(server, clock, most);
    }

    @Override
    public int read() throws IOException {
      return timed.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return timed.read(bytes, from, length);
    }

    @Override
    public int available() throws IOException {
      return RequestBody.this.available(server);
    }

    @Override
    public boolean isFinished() {
      return server.isFinished();
    }

    @Override
    public boolean isReady() {
      return server.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      server.setReadListener(listener);
    }
  }
}
