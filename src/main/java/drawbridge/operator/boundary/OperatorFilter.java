package drawbridge.operator.boundary;

import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.control.OpenId;
import drawbridge.operator.control.SignInResult;
import drawbridge.operator.control.SignIns;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody in who is not an operator. Browsers send Basic credentials along with whatever page
 * asks for it, so a change that a page of another site asked for is refused; no answer is cached.
 */
@Provider
@OperatorsOnly
public class OperatorFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String CHALLENGE = "Basic realm=\"Drawbridge\", charset=\"UTF-8\"";
  private static final String DETAIL =
      "This needs HTTP Basic with the name and password of an operator, or a bearer token.";
  private static final String AMBIGUOUS =
      "No path of this API ends with a slash; a semicolon in a name is written %3B.";

  @Inject SignIns signIns;
  @Inject OpenId openId;
  @Inject CurrentOperator currentOperator;
  @Inject Clock clock;
  @Context HttpServletRequest connection;

  @Override
  public void filter(ContainerRequestContext request) {
    if (CrossSiteCheck.isForged(request.getMethod(), request.getHeaderString("Sec-Fetch-Site"))) {
      request.abortWith(
          Problem.of("cross-site", "Forbidden", 403, "A page of another site asked for this.")
              .toResponse(newId()));
      return;
    }
    SignInResult verdict = verdict(request.getHeaderString("Authorization"));
    if (verdict instanceof SignInResult.Welcome welcome) {
      currentOperator.become(welcome.person());
      roleless(welcome.person()).or(() -> ambiguous(request)).ifPresent(request::abortWith);
    } else if (verdict instanceof SignInResult.Busy busy) {
      request.abortWith(busy(busy));
    } else {
      request.abortWith(unauthenticated());
    }
  }

  private SignInResult verdict(@Nullable String header) {
    Optional<String> token = Credentials.token(header);
    return token.isPresent()
        ? openId.bearer(token.get())
        : Credentials.of(header)
            .map(
                it ->
                    signIns.check(
                        it.name(),
                        it.password(),
                        connection.getRemoteAddr(),
                        new ServerRealm(connection)))
            .orElseGet(SignInResult.Refused::new);
  }

  private Optional<Response> roleless(Person person) {
    return person.may(Role.VIEWER)
        ? Optional.empty()
        : Optional.of(
            Problem.of("not-allowed", "Forbidden", 403, person.name() + " has no role here.")
                .toResponse(newId()));
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle("Cache-Control", "no-store");
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
  }

  /**
   * Paths that would mean something else than was written: JAX-RS drops what follows a semicolon,
   * and clients make {@code workspaces/default/} of {@code workspaces/default/uids/..}.
   */
  private Optional<Response> ambiguous(ContainerRequestContext request) {
    String path = request.getUriInfo().getRequestUri().getRawPath();
    return path.indexOf(';') >= 0 || path.endsWith("/")
        ? Optional.of(Problem.of("not-found", "Not found", 404, AMBIGUOUS).toResponse(newId()))
        : Optional.empty();
  }

  private Response unauthenticated() {
    Response problem =
        Problem.of("unauthenticated", "Unauthorized", 401, DETAIL).toResponse(newId());
    return Response.fromResponse(problem).header("WWW-Authenticate", CHALLENGE).build();
  }

  private Response busy(SignInResult.Busy busy) {
    Response problem =
        Problem.of(
                "busy",
                "Too many requests",
                429,
                "Too many passwords were wrong or are being checked.")
            .toResponse(newId());
    return Response.fromResponse(problem)
        .header("Retry-After", null)
        .header("Retry-After", busy.waitSeconds())
        .build();
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
