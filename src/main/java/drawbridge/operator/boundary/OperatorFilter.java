package drawbridge.operator.boundary;

import drawbridge.operator.control.SignInResult;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Scope;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;

/**
 * Authenticates requests of the JSON API, keeps API tokens to their workspaces, and forbids caching
 * of responses. Refuses requests that change something and may come from a page of another site,
 * because browsers add Basic credentials to them.
 */
@Provider
@OperatorsOnly
public class OperatorFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String CHALLENGE = "Basic realm=\"Drawbridge\", charset=\"UTF-8\"";
  private static final String DETAIL =
      "Send HTTP Basic credentials of an operator, or a bearer token.";
  private static final String FORGED =
      "A page of another site sent this request. If it was a page of this server, let the proxy"
          + " pass the Host header.";
  private static final String NO_HEADER =
      "A change with Cookie, Origin or Sec-Fetch-Site needs the header "
          + CrossSiteCheck.OWN_HEADER
          + ": 1.";
  private static final String FORM =
      "Changes take no media type of HTML forms. Send Content-Type: application/json, or none"
          + " without a body.";
  private static final String AMBIGUOUS =
      "Remove the slash at the end of the path; write a semicolon in a name as %3B.";

  @Inject RequestAuthentication authentication;
  @Inject Clock clock;
  @Context HttpServletRequest connection;
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Response> forgery = forgery(new CrossSiteCheck(connection));
    if (forgery.isPresent()) {
      request.abortWith(forgery.get());
      return;
    }
    SignInResult result = authentication.any(connection);
    if (result instanceof SignInResult.Accepted accepted) {
      notAllowed(accepted.person(), request)
          .or(() -> ambiguous(request))
          .ifPresent(request::abortWith);
    } else if (result instanceof SignInResult.Busy busy) {
      request.abortWith(busy(busy));
    } else {
      request.abortWith(unauthenticated());
    }
  }

  private Optional<Response> forgery(CrossSiteCheck check) {
    if (check.isForged()) {
      return Optional.of(problem("cross-site", "Forbidden", 403, FORGED));
    } else if (check.isWithoutOwnHeader()) {
      return Optional.of(problem("cross-site", "Forbidden", 403, NO_HEADER));
    }
    return check.isForm()
        ? Optional.of(problem("unsupported-media-type", "Unsupported media type", 415, FORM))
        : Optional.empty();
  }

  /** Every call needs at least {@code read}; a change checks what it needs by itself. */
  private Optional<Response> notAllowed(Person person, ContainerRequestContext request) {
    if (!person.may(Scope.READ)) {
      return Optional.of(
          notAllowed(
              person.token() == null
                  ? person.name() + " has no role in Drawbridge."
                  : "The API of operators needs the scope read, which "
                      + person.name()
                      + " does not have."));
    }
    return person.mayEnter(null) || isOfOneWorkspace(request) || isFiltered()
        ? Optional.empty()
        : Optional.of(
            notAllowed(
                "This call needs a token for all workspaces, and "
                    + person.name()
                    + " is limited to some."));
  }

  private static boolean isOfOneWorkspace(ContainerRequestContext request) {
    return request.getUriInfo().getPathParameters().containsKey("workspace");
  }

  private boolean isFiltered() {
    return resource.getResourceMethod().isAnnotationPresent(WorkspaceFiltered.class)
        || resource.getResourceClass().isAnnotationPresent(WorkspaceFiltered.class);
  }

  private Response notAllowed(String detail) {
    return problem("not-allowed", "Forbidden", 403, detail);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle("Date", Date.from(clock.instant())); // Payara sends none
    response.getHeaders().putSingle("Cache-Control", "no-store");
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
  }

  /**
   * Refuses ambiguous paths: JAX-RS drops the text after a semicolon, and clients shorten {@code
   * workspaces/default/uids/..} to {@code workspaces/default/}. No name has U+0000, which
   * PostgreSQL cannot compare.
   */
  private Optional<Response> ambiguous(ContainerRequestContext request) {
    String path = request.getUriInfo().getRequestUri().getRawPath();
    return path.indexOf(';') >= 0 || path.endsWith("/") || path.contains("%00")
        ? Optional.of(problem("not-found", "Not found", 404, AMBIGUOUS))
        : Optional.empty();
  }

  /**
   * Challenges clients; the script of a page gets no challenge, for which browsers open a dialog.
   */
  private Response unauthenticated() {
    Response problem = problem("unauthenticated", "Unauthorized", 401, DETAIL);
    return connection.getHeader(CrossSiteCheck.OWN_HEADER) == null
        ? Response.fromResponse(problem).header("WWW-Authenticate", CHALLENGE).build()
        : problem;
  }

  private Response busy(SignInResult.Busy busy) {
    return Response.fromResponse(
            problem(
                "busy",
                "Too many requests",
                429,
                "Too many failed sign-ins. Retry after the given seconds."))
        .header("Retry-After", null)
        .header("Retry-After", busy.waitSeconds())
        .build();
  }

  private Response problem(String kind, String title, int status, String detail) {
    return Problem.of(kind, title, status, detail).toResponse(Ids.next(clock.millis()));
  }
}
