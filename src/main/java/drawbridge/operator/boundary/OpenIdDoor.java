package drawbridge.operator.boundary;

import drawbridge.operator.control.OpenId;
import drawbridge.operator.control.Verdict;
import drawbridge.operator.entity.Role;
import drawbridge.operator.openid.SignInByCode.Attempt;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends browsers to the OpenID provider's sign-in page, and takes them in when they come back. */
@WebServlet({OpenIdDoor.START, OpenIdDoor.BACK})
public class OpenIdDoor extends HttpServlet {

  static final String START = "/console/openid/start";
  static final String BACK = "/console/openid/back";

  private static final long serialVersionUID = 1L;
  private static final String ATTEMPT = Attempt.class.getName();
  private static final String TO = ATTEMPT + ".to";

  @Inject transient OpenId openId;
  @Inject transient Session session;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals(START)) {
      start(request, response);
    } else {
      takeIn(request, response);
    }
  }

  private void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Attempt attempt = new Attempt(URI.create(own(request, BACK)));
    Optional<URI> page = openId.page(attempt);
    if (page.isEmpty()) {
      response.sendRedirect(SignInPage.address(request, "away"));
      return;
    }
    HttpSession kept = request.getSession(true);
    kept.setAttribute(ATTEMPT, attempt);
    kept.setAttribute(TO, SignInPage.ownPage(request.getParameter("to")));
    response.sendRedirect(page.get().toString());
  }

  /** An attempt ends once, well or not. */
  private void takeIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
    @Nullable HttpSession kept = request.getSession(false);
    @Nullable Object attempt = kept == null ? null : kept.getAttribute(ATTEMPT);
    if (kept == null || attempt == null) {
      response.sendRedirect(SignInPage.address(request, "ended"));
      return;
    }
    kept.removeAttribute(ATTEMPT);
    String to = String.valueOf(kept.getAttribute(TO));
    URI with = URI.create(own(request, BACK) + "?" + request.getQueryString());
    Verdict verdict = openId.returned((Attempt) attempt, with);
    if (verdict instanceof Verdict.Welcome welcome && welcome.person().may(Role.VIEWER)) {
      session.begin(request, welcome.person());
      response.sendRedirect(request.getContextPath() + to);
    } else {
      response.sendRedirect(
          SignInPage.address(
              request,
              verdict instanceof Verdict.Welcome
                  ? "no-role"
                  : verdict instanceof Verdict.Busy ? "away" : "refused"));
    }
  }

  /** An address of ours as the browser sees it. */
  private static String own(HttpServletRequest request, String path) {
    String url = request.getRequestURL().toString();
    String here = request.getRequestURI();
    return url.substring(0, url.length() - here.length()) + request.getContextPath() + path;
  }
}
