package drawbridge.operator.boundary;

import drawbridge.operator.control.SignIns;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Lets nobody in who is not an operator. Browsers send Basic credentials along with whatever page
 * asks for it, so a change that a page of another site asked for is refused; no answer is cached.
 */
@Provider
@Operated
public class OperatorFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String CHALLENGE = "Basic realm=\"Drawbridge\", charset=\"UTF-8\"";
  private static final String DETAIL =
      "This needs HTTP Basic with the name and password of an operator.";
  private static final String AMBIGUOUS =
      "No path of this API ends with a slash; a semicolon in a name is written %3B.";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  @Inject SignIns signIns;
  @Inject Clock clock;

  @Override
  public void filter(ContainerRequestContext request) {
    if (isOfAnotherSite(request)) {
      request.abortWith(
          Problem.of("cross-site", "Forbidden", 403, "A page of another site asked for this.")
              .toResponse(newId()));
      return;
    }
    Optional<Credentials> given = Credentials.of(request.getHeaderString("Authorization"));
    SignIns.Verdict verdict =
        given.map(it -> signIns.check(it.name(), it.password())).orElse(SignIns.Verdict.REFUSED);
    switch (verdict) {
      case WELCOME -> ambiguous(request).ifPresent(request::abortWith);
      case REFUSED -> request.abortWith(unauthenticated());
      case BUSY -> request.abortWith(busy());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle("Cache-Control", "no-store");
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
  }

  /** Only browsers send this header, and no page can forge it; scripts go without. */
  private static boolean isOfAnotherSite(ContainerRequestContext request) {
    String site = request.getHeaderString("Sec-Fetch-Site");
    return site != null && !OWN_SITE.contains(site) && !READING.contains(request.getMethod());
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

  private Response busy() {
    return Problem.of("busy", "Too many requests", 429, "Too many passwords are being checked.")
        .toResponse(newId());
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
