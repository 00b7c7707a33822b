package drawbridge.operator.boundary;

import drawbridge.operator.control.OpenId;
import drawbridge.operator.control.SignInResult;
import drawbridge.operator.entity.Scope;
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
 * Redirects browsers to the OpenID provider and completes the sign-in on their return. The state of
 * the sign-in is in the {@link AttemptCookie}.
 */
@WebServlet({OpenIdServlet.START, OpenIdServlet.BACK})
public class OpenIdServlet extends HttpServlet {

  static final String PATH = "/console/openid/";
  static final String START = PATH + "start";
  static final String BACK = PATH + "back";

  private static final long serialVersionUID = 1L;

  @Inject transient OpenId openId;
  @Inject transient Session session;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals(START)) {
      start(request, response);
    } else {
      complete(request, response);
    }
  }

  private void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Attempt attempt = new Attempt(URI.create(absolute(request, BACK)));
    Optional<URI> page = openId.signInPage(attempt);
    if (page.isEmpty()) {
      response.sendRedirect(SignInPage.address(request, "unavailable"));
      return;
    }
    String target = SignInPage.ownPage(request.getParameter("to"));
    new AttemptCookie(attempt, target).writeTo(request, response);
    response.sendRedirect(page.get().toString());
  }

  /** Completes a sign-in. Its cookie is valid once, also after a failure. */
  private void complete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    URI back = URI.create(absolute(request, BACK));
    Optional<AttemptCookie> kept = AttemptCookie.consume(request, response, back);
    if (kept.isEmpty()) {
      response.sendRedirect(SignInPage.address(request, "ended"));
      return;
    }
    SignInResult result =
        responseUri(back, request.getQueryString())
            .map(it -> openId.complete(kept.get().attempt(), it))
            .orElseGet(SignInResult.Refused::new);
    if (result instanceof SignInResult.Accepted accepted && accepted.person().may(Scope.READ)) {
      session.begin(request, response, accepted.person());
      response.sendRedirect(request.getContextPath() + kept.get().target());
    } else {
      response.sendRedirect(
          SignInPage.address(
              request,
              result instanceof SignInResult.Accepted
                  ? "no-role"
                  : result instanceof SignInResult.Busy ? "unavailable" : "refused"));
    }
  }

  /** Returns the URL of the request; empty when the query is malformed. */
  private static Optional<URI> responseUri(URI back, @Nullable String query) {
    try {
      return Optional.of(new URI(back + "?" + query));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns the absolute URL of a path of this application as the browser sees it. */
  private static String absolute(HttpServletRequest request, String path) {
    String url = request.getRequestURL().toString();
    int length = url.length() - request.getRequestURI().length();
    return url.substring(0, length) + request.getContextPath() + path;
  }
}
