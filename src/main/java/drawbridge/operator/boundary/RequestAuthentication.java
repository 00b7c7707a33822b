package drawbridge.operator.boundary;

import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.control.OpenId;
import drawbridge.operator.control.SignInResult;
import drawbridge.operator.control.SignIns;
import drawbridge.operator.control.TokenSignIn;
import drawbridge.operator.control.token.TokenValue;
import drawbridge.operator.entity.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Authenticates HTTP requests by their {@code Authorization} header, for filters of every kind. An
 * accepted user becomes the {@link CurrentOperator}, which tells what it may do.
 */
@ApplicationScoped
public class RequestAuthentication {

  private static final String HEADER = "Authorization";

  @Inject SignIns signIns;
  @Inject TokenSignIn tokens;
  @Inject OpenId openId;
  @Inject Session session;
  @Inject CurrentOperator currentOperator;

  /**
   * Accepts HTTP Basic, an API token, a bearer token of the OpenID provider, or, for reading, the
   * session of the console.
   */
  public SignInResult any(HttpServletRequest request) {
    Optional<Person> page = ofSession(request);
    if (page.isPresent()) {
      return accepted(new SignInResult.Accepted(page.get()));
    }
    return Credentials.token(request.getHeader(HEADER)).isPresent()
        ? bearer(request)
        : accepted(
            Credentials.of(request.getHeader(HEADER))
                .map(
                    it ->
                        signIns.check(
                            it.name(),
                            it.password(),
                            request.getRemoteAddr(),
                            new ServerRealm(request)))
                .orElseGet(SignInResult.Refused::new));
  }

  /**
   * Returns the operator whose page of the console reads data: without credentials of its own, and
   * from this site only. Changes need credentials.
   */
  private Optional<Person> ofSession(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return request.getMethod().equals("GET")
            && request.getHeader(HEADER) == null
            && (site == null || site.equals("same-origin"))
        ? session.person(request)
        : Optional.empty();
  }

  /** Accepts an API token, or a bearer token of the OpenID provider. */
  public SignInResult bearer(HttpServletRequest request) {
    Optional<String> token = Credentials.token(request.getHeader(HEADER));
    return accepted(
        token
            .map(
                it ->
                    TokenValue.isMeant(it)
                        ? tokens.check(it, request.getRemoteAddr())
                        : openId.bearer(it))
            .orElseGet(SignInResult.Refused::new));
  }

  private SignInResult accepted(SignInResult result) {
    if (result instanceof SignInResult.Accepted accepted) {
      currentOperator.set(accepted.person());
    }
    return result;
  }
}
