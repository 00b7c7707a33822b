package drawbridge.inbound.boundary.filter;

import drawbridge.inbound.control.count.Rejections;
import drawbridge.platform.boundary.OptionsFilter;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Counts requests to inbound URLs with a method that no resource takes (R9). JAX-RS answers them
 * with 405 before the caller is known, so they count at the workspace of the URL.
 */
@Provider
public class UnknownMethods implements ContainerResponseFilter {

  private static final int NOT_ALLOWED = 405;
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  @Inject Rejections rejections;
  @Inject WorkspaceAuthenticator authenticator;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext reply) {
    String[] path = request.getUriInfo().getPath().replaceFirst("^/", "").split("/", -1);
    if (path.length < 2 || !path[0].equals("inbound") || !isRefused(request, reply)) {
      return;
    }
    String method = KNOWN.contains(request.getMethod()) ? request.getMethod() : "another method";
    rejections.count(
        authenticator.isKnown(path[1]) ? path[1] : "",
        "method-not-allowed",
        method + (path.length > 3 && path[2].equals("triggers") ? " at a trigger" : ""));
  }

  /** Whether JAX-RS refused the method: filters and resources set the caller of other requests. */
  private static boolean isRefused(
      ContainerRequestContext request, ContainerResponseContext reply) {
    boolean isOptions =
        request.getMethod().equals("OPTIONS")
            && request.getProperty(OptionsFilter.ANSWERED) == null;
    return request.getSecurityContext().getUserPrincipal() == null
        && (reply.getStatus() == NOT_ALLOWED || (isOptions && reply.getStatus() < 400));
  }
}
