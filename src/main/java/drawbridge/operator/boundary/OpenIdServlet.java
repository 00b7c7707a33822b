package drawbridge.operator.boundary;

import drawbridge.operator.control.OpenId;
import drawbridge.operator.control.SignInResult;
import drawbridge.operator.entity.Role;
import drawbridge.operator.openid.SignInByCode.Attempt;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends browsers to the OpenID provider's sign-in page, and takes them in when they come back.
 * Meanwhile the browser keeps what it needs for that ({@link AttemptCookie}), and the server
 * nothing.
 */
@WebServlet({OpenIdServlet.START, OpenIdServlet.BACK})
public class OpenIdServlet extends HttpServlet {

  static final String PLACE = "/console/openid/";
  static final String START = PLACE + "start";
  static final String BACK = PLACE + "back";

  private static final long serialVersionUID = 1L;

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
    String to = SignInPage.ownPage(request.getParameter("to"));
    new AttemptCookie(attempt, to).give(request, response);
    response.sendRedirect(page.get().toString());
  }

  /** An attempt ends once, well or not. */
  private void takeIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
    URI back = URI.create(own(request, BACK));
    Optional<AttemptCookie> kept = AttemptCookie.takeBack(request, response, back);
    if (kept.isEmpty()) {
      response.sendRedirect(SignInPage.address(request, "ended"));
      return;
    }
    SignInResult verdict =
        returned(back, request.getQueryString())
            .map(it -> openId.returned(kept.get().attempt(), it))
            .orElseGet(SignInResult.Refused::new);
    if (verdict instanceof SignInResult.Welcome welcome && welcome.person().may(Role.VIEWER)) {
      session.begin(request, welcome.person());
      response.sendRedirect(request.getContextPath() + kept.get().to());
    } else {
      response.sendRedirect(
          SignInPage.address(
              request,
              verdict instanceof SignInResult.Welcome
                  ? "no-role"
                  : verdict instanceof SignInResult.Busy ? "away" : "refused"));
    }
  }

  /** The address of the request; empty when the query is not one that a provider appends. */
  private static Optional<URI> returned(URI back, @Nullable String query) {
    try {
      return Optional.of(new URI(back + "?" + query));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** An address of ours as the browser sees it. */
  private static String own(HttpServletRequest request, String path) {
    String url = request.getRequestURL().toString();
    String here = request.getRequestURI();
    return url.substring(0, url.length() - here.length()) + request.getContextPath() + path;
  }
}
