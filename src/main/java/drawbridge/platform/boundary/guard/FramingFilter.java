package drawbridge.platform.boundary.guard;

import drawbridge.platform.Problem;
import drawbridge.platform.boundary.Refusals;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses requests that a proxy and this server may frame or route differently (RFC 9112, sections
 * 3.2, 5 and 6.1), which lets one sender hide a request in another: 400, and the connection closes.
 * Most servers refuse some of these themselves; servers.md lists them. {@code web.xml} declares it.
 *
 * <p>A request in chunks is the last one of its connection: Payara drops a {@code Content-Length}
 * before {@code Transfer-Encoding} unseen, and reads chunks with loose line ends, so that what
 * follows the last chunk may be a part of the body for a proxy.
 */
public class FramingFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++");

  /** Control characters but the tab, which no value of a header has (RFC 9110, section 5.5). */
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");

  /** 0 to 65535, or nothing. */
  private static final String PORT =
      "(?:\\d{0,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])";

  /** A name, an IPv4 address or an IPv6 address in brackets, with or without a port. */
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+;=%-]++|\\[[0-9A-Fa-f:.]++])(?::" + PORT + ")?");

  @Inject transient Refusals refusals;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<String> fault = fault(request);
    if (fault.isPresent() || request.getHeader("Transfer-Encoding") != null) {
      response.setHeader("Connection", "close");
    }
    if (fault.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      refusals.refuse(
          request, response, Problem.of("malformed-head", "Malformed head", 400, fault.get()));
    }
  }

  private static Optional<String> fault(HttpServletRequest request) {
    return faultOfCoding(request)
        .or(() -> faultOfHost(request))
        .or(
            () ->
                Collections.list(request.getHeaderNames()).stream()
                    .flatMap(name -> faultOfLines(request, name).stream())
                    .findFirst());
  }

  private static Optional<String> faultOfCoding(HttpServletRequest request) {
    List<String> codings = Collections.list(request.getHeaders("Transfer-Encoding"));
    if (codings.isEmpty()) {
      return Optional.empty();
    }
    if (codings.size() > 1 || !codings.get(0).strip().equalsIgnoreCase("chunked")) {
      return Optional.of("Transfer-Encoding must be chunked, once.");
    }
    return request.getHeader("Content-Length") == null
        ? Optional.empty()
        : Optional.of("Send Content-Length or Transfer-Encoding, not both.");
  }

  private static Optional<String> faultOfHost(HttpServletRequest request) {
    List<String> hosts = Collections.list(request.getHeaders("Host"));
    boolean isRequired = request.getProtocol().equals("HTTP/1.1");
    return hosts.size() > 1
            || (hosts.isEmpty() && isRequired)
            || hosts.stream().anyMatch(host -> !HOST.matcher(host.strip()).matches())
        ? Optional.of("Host must be one host name or address, with or without a port.")
        : Optional.empty();
  }

  private static Optional<String> faultOfLines(HttpServletRequest request, String name) {
    if (!TOKEN.matcher(name).matches()) {
      return Optional.of("A header line has no valid name.");
    }
    return Collections.list(request.getHeaders(name)).stream()
            .anyMatch(value -> CONTROL.matcher(value).find())
        ? Optional.of("A header line has a control character in its value.")
        : Optional.empty();
  }
}
