package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.boundary.CallerContext;
import drawbridge.inbound.control.count.Rejections;
import drawbridge.inbound.control.count.UnknownUrls;
import drawbridge.inbound.control.limit.Rates;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.verification.TriggerVerifier;
import drawbridge.inbound.trigger.control.verification.Verification;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.boundary.OptionsFilter;
import drawbridge.platform.boundary.guard.ClientFilter;
import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.Tracing;
import drawbridge.run.entity.Arrival;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Refuses requests without a trigger's URL (T2), without the workspace's secret where the trigger
 * requires it, and above the rates. Reads nothing of the body.
 */
@Provider
@TriggerAuthenticated
public class TriggerFilter implements ContainerRequestFilter {

  @Inject TriggerLookup lookup;
  @Inject TriggerVerifier verifier;
  @Inject WorkspaceAuthenticator authenticator;
  @Inject Rates rates;
  @Inject Admission admission;
  @Inject Tracing tracing;
  @Inject TriggerCallLog calls;
  @Inject Rejections rejections;
  @Inject UnknownUrls unknown;
  @Inject Clock clock;

  @Override
  public void filter(ContainerRequestContext request) {
    var path = request.getUriInfo().getPathParameters();
    String workspace = path.getFirst("workspace");
    tracing.hideUrl("/api/inbound/" + workspace + "/triggers/" + HiddenParts.MASK);
    Patience patience = Patience.ofSender();
    String requestId = Ids.next(clock.millis());
    Optional<MatchedTrigger> matched = lookup.find(workspace, path.getFirst("trigger"), patience);
    if (matched.isEmpty()) {
      String known = authenticator.isKnown(workspace) ? workspace : "";
      rejections.count(known, "no-such-trigger", "");
      unknown.countTrigger(known, path.getFirst("trigger"));
      request.abortWith(Problem.notFound("trigger").toResponse(requestId));
      return;
    }
    Caller caller =
        new Caller(
            matched.get().workspace(),
            requestId,
            patience,
            tracing.of(request.getHeaders()),
            capture(request, requestId, matched.get()));
    TriggerCall call = new TriggerCall(matched.get(), caller);
    CallerContext.set(request, call);
    request.setProperty(OptionsFilter.ANSWERED, true);
    refusal(request, call).ifPresent(request::abortWith);
  }

  private static RequestCapture capture(
      ContainerRequestContext request, String requestId, MatchedTrigger matched) {
    return new RequestCapture(
        requestId,
        request.getMethod(),
        request.getHeaders(),
        request.getUriInfo().getQueryParameters(),
        matched.hidden(request.getUriInfo().getPathParameters().getFirst("trigger")),
        Optional.of(matched.trigger().name()),
        Arrival.from((String) request.getProperty(ClientFilter.ADDRESS)));
  }

  private Optional<Response> refusal(ContainerRequestContext request, TriggerCall call) {
    List<String> secrets =
        request.getHeaders().getOrDefault(WorkspaceAuthenticator.HEADER, List.of());
    Optional<Verification.Refused> refused =
        verifier.refusal(call.matched(), secrets, call.caller().patience());
    if (refused.isPresent()) {
      return Optional.of(calls.refuse(call, refused.get().problem(), refused.get().why()));
    }
    Optional<Response> overRate =
        admission.limit(
            request,
            call.caller(),
            rates.decision(
                call.caller().workspace().id(), call.trigger().id(), call.setup().rate()));
    overRate.ifPresent(reply -> calls.overRate(call));
    return overRate;
  }
}
