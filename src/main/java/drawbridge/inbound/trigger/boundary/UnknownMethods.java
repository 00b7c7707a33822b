package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.control.count.Rejections;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.boundary.OptionsFilter;
import drawbridge.platform.store.Patience;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Counts requests to inbound URLs with a method that no resource takes (R9). JAX-RS answers them
 * with 405 before the caller is known, so they count at the trigger or workspace of the URL.
 */
@Provider
public class UnknownMethods implements ContainerResponseFilter {

  private static final System.Logger LOG = System.getLogger(UnknownMethods.class.getName());
  private static final int NOT_ALLOWED = 405;
  private static final String KIND = "method-not-allowed";
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  @Inject Rejections rejections;
  @Inject WorkspaceAuthenticator authenticator;
  @Inject TriggerLookup lookup;
  @Inject TriggerUsage usage;
  @Inject UnrecordedCalls unrecorded;
  @Inject Clock clock;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext reply) {
    if (!isRefused(request, reply)) {
      return;
    }
    String[] path = request.getUriInfo().getPath().replaceFirst("^/", "").split("/", -1);
    if (path.length < 2 || !path[0].equals("inbound")) {
      return;
    }
    boolean isAtTrigger = path.length == 4 && path[2].equals("triggers");
    Optional<Trigger> trigger = isAtTrigger ? find(path[1], path[3]) : Optional.empty();
    trigger.map(Trigger::id).ifPresent(this::count);
    String method = KNOWN.contains(request.getMethod()) ? request.getMethod() : "another method";
    rejections.count(
        authenticator.isKnown(path[1]) ? path[1] : "",
        KIND,
        trigger
            .map(it -> "trigger " + it.name() + ": " + method)
            .orElse(method + (isAtTrigger ? " at a trigger" : "")));
  }

  private void count(String triggerId) {
    usage.seen(triggerId, KIND, clock.instant());
    unrecorded.refused(triggerId, KIND, "Method not allowed");
  }

  /** Returns the trigger of a URL; empty when the store does not answer, too. */
  private Optional<Trigger> find(String workspace, String id) {
    try {
      return lookup.find(workspace, id, Patience.ofSender()).map(it -> it.trigger());
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "workspace {0}: cannot read its triggers; counts a refused method at the workspace",
          workspace);
      return Optional.empty();
    }
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
