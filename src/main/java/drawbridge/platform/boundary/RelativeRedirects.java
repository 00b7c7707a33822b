package drawbridge.platform.boundary;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Redirects to pages of this server by a relative {@code Location} (RFC 9110, section 10.2.2). The
 * server would complete it by the scheme and host of its own connection: {@code http} behind a
 * proxy that ends TLS.
 */
public final class RelativeRedirects extends HttpServletResponseWrapper {

  private static final Pattern ABSOLUTE = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:|//).*");

  public RelativeRedirects(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    if (ABSOLUTE.matcher(location).matches()) {
      super.sendRedirect(location);
    } else {
      resetBuffer();
      setStatus(SC_FOUND);
      setHeader("Location", location);
      setContentLength(0);
      flushBuffer();
    }
  }
}
