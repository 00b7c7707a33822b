package drawbridge.mcp.boundary;

import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.boundary.CallerContext;
import drawbridge.inbound.control.limit.Rates;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.operator.boundary.RequestAuthentication;
import drawbridge.operator.control.SignInResult;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Scope;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.boundary.guard.ClientFilter;
import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.Tracing;
import drawbridge.run.entity.Arrival;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Optional;

/**
 * Refuses requests without a bearer token that may call tools of the workspace, requests above the
 * workspace's rate, and all requests of browsers. Reads nothing of the body.
 *
 * <p>A request with an {@code Origin} comes from a page. No page is a client of tools, and the
 * {@code Host} of the request proves nothing: a page that rebinds its own name to the address of
 * this server sends that name in both headers.
 */
@Provider
@McpAuthenticated
public class McpFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String CHALLENGE = "Bearer realm=\"Drawbridge\"";

  @Inject RequestAuthentication authentication;
  @Inject Workspaces workspaces;
  @Inject Rates rates;
  @Inject Admission admission;
  @Inject Tracing tracing;
  @Inject Clock clock;
  @Context HttpServletRequest connection;

  @Override
  public void filter(ContainerRequestContext request) {
    if (connection.getDispatcherType() != DispatcherType.FORWARD) {
      request.abortWith(Problem.notFound("address").toResponse(newId())); // only /mcp/ has guards
      return;
    } else if (request.getHeaderString("Origin") != null) {
      request.abortWith(
          problem("cross-site", "Forbidden", 403, "Pages may not call tools. Send no Origin."));
      return;
    }
    SignInResult result = authentication.bearer(connection);
    if (result instanceof SignInResult.Accepted accepted) {
      enter(request, accepted.person()).ifPresent(request::abortWith);
    } else if (result instanceof SignInResult.Busy busy) {
      request.abortWith(busy(busy.waitSeconds()));
    } else {
      request.abortWith(unauthenticated(request));
    }
  }

  private Optional<Response> enter(ContainerRequestContext request, Person person) {
    if (!person.may(Scope.MCP)) {
      return Optional.of(withoutScope(person));
    }
    String name = request.getUriInfo().getPathParameters().getFirst("workspace");
    Optional<Workspace> workspace =
        Workspace.NAME.matcher(name).matches() ? workspaces.find(name) : Optional.empty();
    return workspace
        .filter(it -> person.mayEnter(it.id()))
        .map(it -> overRate(request, it))
        .orElseGet(() -> Optional.of(Problem.notFound("workspace").toResponse(newId())));
  }

  private Optional<Response> overRate(ContainerRequestContext request, Workspace workspace) {
    String requestId = newId();
    Caller caller =
        new Caller(
            workspace,
            requestId,
            Patience.ofSender(),
            tracing.of(request.getHeaders()),
            new RequestCapture(
                requestId,
                request.getMethod(),
                request.getHeaders(),
                request.getUriInfo().getQueryParameters(),
                HiddenParts.of(workspace.hiddenHeaders()),
                Optional.empty(),
                Arrival.from((String) request.getProperty(ClientFilter.ADDRESS))));
    CallerContext.set(request, caller);
    return admission.limit(request, caller, rates.decision(workspace.id()));
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle("Cache-Control", "no-store");
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
  }

  /** A client that sent a token learns that it is not valid (RFC 6750, 3.1). */
  private Response unauthenticated(ContainerRequestContext request) {
    boolean isWithout = request.getHeaderString(HttpHeaders.AUTHORIZATION) == null;
    return challenged(
        problem(
            "unauthenticated",
            "Unauthorized",
            401,
            "Send an API token with the scope mcp: Authorization: Bearer dbt_…"),
        isWithout ? CHALLENGE : CHALLENGE + ", error=\"invalid_token\"");
  }

  private Response withoutScope(Person person) {
    return challenged(
        problem(
            "not-allowed",
            "Forbidden",
            403,
            "Tools need the scope mcp, which " + person.name() + " does not have."),
        CHALLENGE + ", error=\"insufficient_scope\", scope=\"mcp\"");
  }

  private static Response challenged(Response reply, String challenge) {
    return Response.fromResponse(reply).header(HttpHeaders.WWW_AUTHENTICATE, challenge).build();
  }

  private Response busy(long waitSeconds) {
    return Response.fromResponse(
            problem(
                "busy",
                "Too many requests",
                429,
                "Too many failed sign-ins. Retry after the given seconds."))
        .header(HttpHeaders.RETRY_AFTER, null)
        .header(HttpHeaders.RETRY_AFTER, waitSeconds)
        .build();
  }

  private Response problem(String kind, String title, int status, String detail) {
    return Problem.of(kind, title, status, detail).toResponse(newId());
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
