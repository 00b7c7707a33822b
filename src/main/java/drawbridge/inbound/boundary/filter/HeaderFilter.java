package drawbridge.inbound.boundary.filter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes on requests with the headers of {@link RequestHead}. A servlet filter, because Jersey and
 * RESTEasy parse {@code Content-Type} before they call filters of JAX-RS.
 */
@WebFilter(urlPatterns = "/api/inbound/*", asyncSupported = true)
public class HeaderFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean isReadable =
        RequestHead.areReadable(
            request.getHeaderNames(), name -> Collections.list(request.getHeaders(name)));
    chain.doFilter(isReadable ? request : new ReadableRequest(request), response);
  }

  /** A request with readable headers only. */
  private static final class ReadableRequest extends HttpServletRequestWrapper {
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    ReadableRequest(HttpServletRequest request) {
      super(request);
      Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String name : Collections.list(request.getHeaderNames())) {
        sent.put(name, Collections.list(request.getHeaders(name)));
      }
      headers.putAll(RequestHead.readable(sent));
    }

    @Override
    public @Nullable String getHeader(String name) {
      List<String> values = headers.getOrDefault(name, List.of());
      return values.isEmpty() ? null : values.get(0);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return Collections.enumeration(headers.getOrDefault(name, List.of()));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(headers.keySet());
    }

    @Override
    public @Nullable String getContentType() {
      return getHeader("Content-Type");
    }
  }
}
