package drawbridge.operator.boundary;

import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Person;
import drawbridge.platform.boundary.PageGate;
import drawbridge.platform.boundary.RelativeRedirects;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Protects the pages of the console. Redirects requests without a session to the sign-in page,
 * refuses cross-site requests, and answers 503 while the store is unavailable. Sets anti-framing,
 * no-store, nosniff and referrer headers. Creates no session. PrimeFaces sets the content security
 * policy, which depends on the page.
 */
@WebFilter(urlPatterns = "/console/*", asyncSupported = true)
public class ConsoleFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String SIGN_IN = "/console/sign-in.xhtml";
  private static final String RESOURCES = "/console/jakarta.faces.resource/";
  private static final String FORGED = "Cross-site request refused. Nothing was changed.";

  @Inject transient Session session;
  @Inject transient CurrentOperator currentOperator;
  @Inject transient PageGate gate;

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse given, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse response = new RelativeRedirects(given);
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    setSecurityHeaders(response);
    if (request.getCharacterEncoding() == null) {
      // Faces remembers it in the session, which is too late for the query of its first page
      request.setCharacterEncoding(StandardCharsets.UTF_8.name());
    }
    if (new CrossSiteCheck(request).isForged()) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, FORGED);
    } else if (path.startsWith(RESOURCES)) {
      chain.doFilter(request, response);
    } else {
      response.setHeader("Cache-Control", "no-store");
      gate.pass(request, response, () -> continueSignedIn(request, response, chain, path));
    }
  }

  private void continueSignedIn(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
      throws IOException, ServletException {
    Optional<Person> person = session.person(request);
    person.ifPresent(currentOperator::set);
    if (person.isPresent() || path.equals(SIGN_IN) || path.startsWith(OpenIdServlet.PATH)) {
      chain.doFilter(request, response);
    } else {
      redirectToSignIn(request, response, path);
    }
  }

  private static void setSecurityHeaders(HttpServletResponse response) {
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  }

  /**
   * Redirects to the sign-in, which leads back to the page: a form has the address of its page. An
   * Ajax request gets a partial response (Faces 4.0, section 13.4.4).
   */
  private static void redirectToSignIn(
      HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
    String query = Optional.ofNullable(request.getQueryString()).map(it -> "?" + it).orElse("");
    String to = request.getContextPath() + SIGN_IN;
    if (!path.equals("/console") && !path.equals("/console/")) {
      to += "?to=" + URLEncoder.encode(path + query, StandardCharsets.UTF_8);
    }
    if (request.getHeader("Faces-Request") == null) {
      response.sendRedirect(to);
    } else {
      response.setContentType("text/xml;charset=UTF-8");
      response
          .getWriter()
          .write(
              "<?xml version='1.0' encoding='UTF-8'?><partial-response><redirect url=\"%s\"/>"
                      .formatted(to.replace("&", "&amp;").replace("\"", "&quot;"))
                  + "</partial-response>");
    }
  }
}
