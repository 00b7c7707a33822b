package drawbridge.inbound.boundary;

import drawbridge.inbound.control.Rates;
import drawbridge.inbound.control.Rejections;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.Tracing;
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
 * Lets nobody in without the workspace's secret (C1), and nobody too often: only who has the secret
 * uses up the workspace's rate. Nothing of the body is touched, and the reply is the same for a
 * missing header, a wrong one, and an unknown workspace.
 */
@Provider
@Authenticated
public class SecretFilter implements ContainerRequestFilter {

  /** The contract's header. */
  public static final String HEADER = "Inbound-Webhook-Secret";

  /** The same for every cause. */
  private static final String DETAIL =
      "This needs the header " + HEADER + " with a secret of the workspace.";

  private static final int LONGEST_SECRET = 1024;

  @Inject WorkspaceAuthenticator authenticator;
  @Inject Rejections rejections;
  @Inject Rates rates;
  @Inject Admission admission;
  @Inject Tracing tracing;
  @Inject Clock clock;

  @Override
  public void filter(ContainerRequestContext request) {
    String name = request.getUriInfo().getPathParameters().getFirst("workspace");
    Patience patience = Patience.ofSender();
    Optional<Workspace> workspace =
        secret(request).flatMap(secret -> authenticator.open(name, secret, patience));
    if (workspace.isEmpty()) {
      rejections.count(
          authenticator.isKnown(name) ? name : "", "unauthenticated", "missing or wrong secret");
      request.abortWith(unauthenticated(newId()));
      return;
    }
    Caller caller =
        new Caller(workspace.get(), newId(), patience, tracing.of(request.getHeaders()));
    CallerContext.note(request, caller);
    admission
        .limit(request, caller, rates.decision(caller.workspace().id()))
        .ifPresent(request::abortWith);
  }

  /** The secret that the request shows; empty when it shows none, several, or an endless one. */
  public static Optional<String> secret(ContainerRequestContext request) {
    List<String> secrets = request.getHeaders().getOrDefault(HEADER, List.of());
    return secrets.size() == 1 && secrets.get(0).length() <= LONGEST_SECRET
        ? Optional.of(secrets.get(0))
        : Optional.empty();
  }

  /** What everybody is told who is not let in. */
  public static Problem unauthenticated() {
    return Problem.of("unauthenticated", "Unauthorized", 401, DETAIL);
  }

  /** The one reply to everybody who is not let in. */
  static Response unauthenticated(String requestId) {
    return unauthenticated().toResponse(requestId);
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
