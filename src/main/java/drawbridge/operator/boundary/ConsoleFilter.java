package drawbridge.operator.boundary;

import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Person;
import drawbridge.platform.boundary.PageGate;
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
 * The door of the pages: shows the sign-in page to strangers, refuses what pages of other sites ask
 * for, keeps everybody out while the store is away, and tells browsers to frame, cache, sniff and
 * tell on nothing. A stranger leaves nothing with the server, and no session either. The content
 * security policy goes with the pages themselves, since it names what each of them loads.
 */
@WebFilter("/console/*")
public class ConsoleFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String SIGN_IN = "/console/sign-in.xhtml";
  private static final String RESOURCES = "/console/jakarta.faces.resource/";
  private static final String FORGED = "A page of another site asked for this. Nothing was done.";

  @Inject transient Session session;
  @Inject transient CurrentOperator currentOperator;
  @Inject transient PageGate gate;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
    harden(response);
    if (CrossSiteCheck.isForged(request.getMethod(), request.getHeader("Sec-Fetch-Site"))) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, FORGED);
    } else if (path.startsWith(RESOURCES)) {
      chain.doFilter(request, response);
    } else {
      response.setHeader("Cache-Control", "no-store");
      gate.pass(request, response, () -> enter(request, response, chain, path));
    }
  }

  private void enter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
      throws IOException, ServletException {
    Optional<Person> person = session.person(request);
    person.ifPresent(currentOperator::become);
    if (person.isPresent() || path.equals(SIGN_IN) || path.startsWith(OpenIdServlet.PLACE)) {
      chain.doFilter(request, response);
    } else {
      askToSignIn(request, response, path);
    }
  }

  private static void harden(HttpServletResponse response) {
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  }

  /** A page that was left open asks in its own way (Faces 4.0, section 13.4.4). */
  private static void askToSignIn(
      HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
    String query = Optional.ofNullable(request.getQueryString()).map(it -> "?" + it).orElse("");
    boolean isPage = request.getMethod().equals("GET");
    String to = request.getContextPath() + SIGN_IN;
    if (isPage && !path.equals("/console") && !path.equals("/console/")) {
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
