package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.boundary.CallerContext;
import drawbridge.inbound.boundary.SecretFilter;
import drawbridge.inbound.control.Rates;
import drawbridge.inbound.control.Rejections;
import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.boundary.OptionsFilter;
import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.Tracing;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Optional;

/**
 * Lets nobody in without a trigger's address (T2), and without the workspace's secret where the
 * trigger asks for it; and nobody too often. Nothing of the body is touched.
 */
@Provider
@TriggerAuthenticated
public class TriggerFilter implements ContainerRequestFilter {

  private static final Problem GONE =
      Problem.of(
          "gone", "Gone", 410, "This trigger is disabled; its operator may enable it again.");

  @Inject TriggerLookup addresses;
  @Inject WorkspaceAuthenticator authenticator;
  @Inject Rates rates;
  @Inject Admission admission;
  @Inject Tracing tracing;
  @Inject TriggerCallLog outcomes;
  @Inject Rejections rejections;
  @Inject Clock clock;

  @Override
  public void filter(ContainerRequestContext request) {
    var path = request.getUriInfo().getPathParameters();
    String workspace = path.getFirst("workspace");
    Patience patience = Patience.ofSender();
    String requestId = Ids.next(clock.millis());
    Optional<MatchedTrigger> called = addresses.find(workspace, path.getFirst("trigger"), patience);
    if (called.isEmpty()) {
      rejections.count(authenticator.isKnown(workspace) ? workspace : "", "no-such-trigger", "");
      request.abortWith(Problem.notFound("trigger").toResponse(requestId));
      return;
    }
    Caller caller =
        new Caller(called.get().workspace(), requestId, patience, tracing.of(request.getHeaders()));
    TriggerCall call = new TriggerCall(called.get(), caller);
    CallerContext.note(request, call);
    request.setProperty(OptionsFilter.ANSWERED, true);
    refusal(request, call).ifPresent(request::abortWith);
  }

  private Optional<Response> refusal(ContainerRequestContext request, TriggerCall call) {
    if (call.trigger().isDisabled()) {
      return Optional.of(outcomes.refuse(call, GONE));
    }
    if (call.setup().asks().secretRequired() && !hasSecret(request, call)) {
      return Optional.of(outcomes.refuse(call, SecretFilter.unauthenticated()));
    }
    Optional<Response> tooOften =
        admission.limit(
            request,
            call.caller(),
            rates.decision(
                call.caller().workspace().id(), call.trigger().id(), call.setup().rate()));
    tooOften.ifPresent(reply -> outcomes.note(call, "too-many-requests"));
    return tooOften;
  }

  private boolean hasSecret(ContainerRequestContext request, TriggerCall call) {
    Optional<String> secret = SecretFilter.secret(request);
    return secret
        .flatMap(
            it ->
                authenticator.open(call.caller().workspace().name(), it, call.caller().patience()))
        .isPresent();
  }
}
