package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** Records the outcome of each request to a trigger, and refuses requests. */
@ApplicationScoped
public class TriggerCallLog {

  @Inject Admission admission;
  @Inject TriggerUsage usage;
  @Inject Clock clock;

  /** Refuses a request. Counts the refusal by the problem's kind. */
  public Response refuse(TriggerCall call, Problem problem) {
    return refuse(call, problem, problem.inWords());
  }

  /**
   * Refuses a request.
   *
   * @param why the reason for operators, possibly more than the sender gets; never part of the
   *     request
   */
  public Response refuse(TriggerCall call, Problem problem, String why) {
    record(call, problem.kind());
    return admission.refuse(
        call.caller(), problem, "trigger " + call.trigger().name() + ": " + why);
  }

  /** Records the outcome of an event. */
  public void record(TriggerCall call, Acceptance acceptance) {
    String outcome =
        acceptance.match(
            accepted -> lacksUid(call, accepted) ? "accepted-without-uid" : "accepted",
            duplicate -> duplicate.conflict() ? "conflict" : "duplicate",
            rejected -> "no-such-workflow");
    record(call, outcome);
  }

  /** Records an outcome: see {@link TriggerUsage#seen}. */
  public void record(TriggerCall call, String outcome) {
    usage.seen(call.trigger().id(), outcome, clock.instant());
  }

  /** The reply cannot ask the sender for a uid, so the operator sees the outcome instead. */
  private static boolean lacksUid(TriggerCall call, Acceptance.Accepted accepted) {
    return call.setup().events().uidFrom().isPresent() && accepted.order().uid().isEmpty();
  }
}
