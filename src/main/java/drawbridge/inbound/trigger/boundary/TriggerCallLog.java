package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** Remembers what came of the calls of triggers, and refuses some of them. */
@ApplicationScoped
public class TriggerCallLog {

  @Inject Admission admission;
  @Inject TriggerUsage usage;
  @Inject Clock clock;

  /** Refuses a call; counted and remembered by the problem's kind. */
  public Response refuse(TriggerCall call, Problem problem) {
    return refuse(call, problem, problem.inWords());
  }

  /**
   * Refuses a call.
   *
   * @param why for operators, who read more than the sender; nothing of the request is in it
   */
  public Response refuse(TriggerCall call, Problem problem, String why) {
    note(call, problem.kind());
    return admission.refuse(
        call.caller(), problem, "trigger " + call.trigger().name() + ": " + why);
  }

  /** What came of an order. */
  public void note(TriggerCall call, Acceptance acceptance) {
    String outcome =
        acceptance.match(
            accepted -> hasNoUid(call, accepted) ? "accepted-without-uid" : "accepted",
            duplicate -> duplicate.conflict() ? "conflict" : "duplicate",
            rejected -> "no-such-workflow");
    note(call, outcome);
  }

  /** What came of a call. */
  public void note(TriggerCall call, String outcome) {
    usage.seen(call.trigger().id(), outcome, clock.instant());
  }

  /** The sender cannot be told to send one: this lets the operator see it. */
  private static boolean hasNoUid(TriggerCall call, Acceptance.Accepted accepted) {
    return call.setup().takes().uidFrom().isPresent() && accepted.order().uid().isEmpty();
  }
}
