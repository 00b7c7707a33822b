package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import drawbridge.platform.Problem;
import drawbridge.provider.handshake.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Records the outcome of each request to a trigger, and refuses requests. */
@ApplicationScoped
public class TriggerCallLog {

  private static final List<String> BY_NEED =
      List.of("conflict", "accepted-without-uid", "accepted", "duplicate", "ignored");
  private static final String TOO_MANY = "too-many-requests";

  @Inject Admission admission;
  @Inject TriggerUsage usage;
  @Inject UnrecordedCalls unrecorded;
  @Inject Clock clock;

  /** Refuses a request. Counts the refusal by the problem's kind. */
  public Response refuse(TriggerCall call, Problem problem) {
    return refuse(call, problem, problem.inWords(), problem.title());
  }

  /**
   * Refuses a request.
   *
   * @param why the reason for operators, possibly more than the sender gets; never part of the
   *     request
   */
  public Response refuse(TriggerCall call, Problem problem, String why) {
    return refuse(call, problem, why, why);
  }

  private Response refuse(TriggerCall call, Problem problem, String why, String fixedText) {
    record(call, problem.kind());
    unrecorded.refused(call.trigger().id(), problem.kind(), fixedText);
    return admission.refuse(
        call.caller(), problem, "trigger " + call.trigger().name() + ": " + why);
  }

  /** Counts a request whose refusal is counted elsewhere already. */
  public void refused(TriggerCall call, Problem problem) {
    unrecorded.refused(call.trigger().id(), problem.kind(), problem.title());
  }

  /** Records a request above a rate. */
  public void overRate(TriggerCall call) {
    record(call, TOO_MANY);
    unrecorded.refused(call.trigger().id(), TOO_MANY, "The request exceeds a rate.");
  }

  /** Records a handshake that is answered. */
  public void handshake(TriggerCall call, Effect effect) {
    record(call, effect instanceof Effect.Ended ? "subscription-ended" : "handshake");
    unrecorded.handshake(call.trigger().id());
  }

  /** Records the outcome of the events of one request: the one that needs attention most. */
  public void record(TriggerCall call, List<Acceptance> events) {
    record(
        call,
        events.stream()
            .map(TriggerCallLog::outcome)
            .min(Comparator.comparingInt(TriggerCallLog::rank))
            .orElse("no-events"));
  }

  private static String outcome(Acceptance event) {
    return event.match(
        accepted -> accepted.order().withoutUid().isPresent() ? "accepted-without-uid" : "accepted",
        duplicate -> duplicate.conflict() ? "conflict" : "duplicate",
        rejected -> rejected.problem().kind(),
        ignored -> "ignored");
  }

  /** Rejected events, which have any other outcome, come first. */
  private static int rank(String outcome) {
    return BY_NEED.indexOf(outcome);
  }

  /** Records an outcome: see {@link TriggerUsage#seen}. */
  public void record(TriggerCall call, String outcome) {
    usage.seen(call.trigger().id(), outcome, clock.instant());
  }
}
