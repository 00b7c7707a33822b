package drawbridge.inbound.boundary;

import drawbridge.inbound.control.count.Rejections;
import drawbridge.inbound.control.count.UnknownUrls;
import drawbridge.inbound.control.limit.Rates;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.platform.Ids;
import drawbridge.platform.boundary.guard.ClientFilter;
import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.Tracing;
import drawbridge.run.entity.Arrival;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import drawbridge.workspace.entity.Workspace;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Refuses requests without a valid secret of the workspace (C1), and above the workspace's rate.
 * Only authenticated requests use up the rate. Reads nothing of the body. The reply is the same for
 * a missing header, a wrong secret and an unknown workspace.
 */
@Provider
@Authenticated
public class SecretFilter implements ContainerRequestFilter {

  @Inject WorkspaceAuthenticator authenticator;
  @Inject Rejections rejections;
  @Inject UnknownUrls unknown;
  @Inject Rates rates;
  @Inject Admission admission;
  @Inject Tracing tracing;
  @Inject Clock clock;

  @Override
  public void filter(ContainerRequestContext request) {
    String name = request.getUriInfo().getPathParameters().getFirst("workspace");
    Patience patience = Patience.ofSender();
    Optional<Response> refusal =
        authenticator
            .authenticate(
                name,
                request.getHeaders().getOrDefault(WorkspaceAuthenticator.HEADER, List.of()),
                patience)
            .match(
                accepted -> overRate(request, accepted.workspace(), patience),
                refused -> Optional.of(refuse(name)));
    refusal.ifPresent(request::abortWith);
  }

  private Optional<Response> overRate(
      ContainerRequestContext request, Workspace workspace, Patience patience) {
    String requestId = newId();
    Caller caller =
        new Caller(
            workspace,
            requestId,
            patience,
            tracing.of(request.getHeaders()),
            capture(request, requestId, workspace));
    CallerContext.set(request, caller);
    return admission.limit(request, caller, rates.decision(workspace.id()));
  }

  private static RequestCapture capture(
      ContainerRequestContext request, String requestId, Workspace workspace) {
    return new RequestCapture(
        requestId,
        request.getMethod(),
        request.getHeaders(),
        request.getUriInfo().getQueryParameters(),
        HiddenParts.of(workspace.hiddenHeaders()),
        Optional.empty(),
        Arrival.from((String) request.getProperty(ClientFilter.ADDRESS)));
  }

  private Response refuse(String name) {
    boolean isKnown = authenticator.isKnown(name);
    rejections.count(isKnown ? name : "", "unauthenticated", "missing or wrong secret");
    if (!isKnown) {
      unknown.countWorkspace(name);
    }
    return WorkspaceAuthenticator.UNAUTHENTICATED.toResponse(newId());
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
