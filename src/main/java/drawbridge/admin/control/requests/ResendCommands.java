package drawbridge.admin.control.requests;

import drawbridge.admin.control.WorkspaceMutex;
import drawbridge.admin.control.requests.RequestDetail.Verdict;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.trigger.control.RequestResend;
import drawbridge.inbound.trigger.control.ResendOrder;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Scope;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.run.entity.Arrival;
import drawbridge.run.entity.RequestData;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sends requests again for operators, unchanged or edited (O2). */
@ApplicationScoped
public class ResendCommands {

  private static final Action SEND = new Action("request.resend", Scope.RUN);
  private static final Action SEND_EDITED =
      new Action("request.resend-edited", Scope.REQUESTS_EDIT);
  private static final Duration OLDEST_ID = Duration.ofHours(1);

  @Inject RequestResend resend;
  @Inject TriggerList triggers;
  @Inject AuditedCommands commands;
  @Inject CurrentOperator operator;
  @Inject Clock clock;

  /** The result of sending a request again. */
  public sealed interface Outcome {

    /** The new request is recorded, now or by an earlier call with its id. */
    record Sent(String requestId, boolean isNew) implements Outcome {}

    /** It was refused, and nothing was recorded. */
    record Refused(String detail) implements Outcome {}

    /** The request has runs, and the call does not confirm that it starts new ones. */
    record Unconfirmed(long runs) implements Outcome {}

    /** Its body was not kept. */
    record WithoutBody() implements Outcome {}

    /** The call has faults. */
    record Faulty(List<Fault> faults) implements Outcome {}
  }

  /**
   * Sends a request again as a new one.
   *
   * @param id of the new request, made in the last hour; a second call with it does nothing. Empty
   *     to make one
   * @param isConfirmed whether a request that has runs may start new ones
   */
  public Outcome send(
      Workspace workspace,
      RequestDetail detail,
      RequestEdit edit,
      Optional<String> id,
      boolean isConfirmed) {
    String difference = edit.difference(detail);
    Action action = difference.isEmpty() ? SEND : SEND_EDITED;
    operator.require(action);
    Optional<TriggerLine> trigger =
        detail
            .request()
            .trigger()
            .flatMap(name -> triggers.find(workspace.id(), name))
            .filter(it -> it.trigger().id().equals(detail.triggerId()));
    List<Fault> faults = edit.faults(hidden(workspace, trigger));
    if (!faults.isEmpty() || id.filter(it -> !isRecent(it)).isPresent()) {
      return new Outcome.Faulty(
          faults.isEmpty()
              ? List.of(Fault.at("/id", "must be a UUID version 7 of the last hour"))
              : faults);
    } else if (detail.body().isEmpty() && edit.body().isEmpty()) {
      return new Outcome.WithoutBody();
    } else if (detail.triggerId() != null && trigger.isEmpty()) {
      return new Outcome.Refused("The trigger of the request was removed.");
    } else if (detail.runs() > 0 && !isConfirmed) {
      return new Outcome.Unconfirmed(detail.runs());
    }
    String made = id.map(it -> it.toLowerCase(Locale.ROOT)).orElse(Ids.next(clock.millis()));
    ResendOrder order = order(made, workspace, detail, edit, trigger, !difference.isEmpty());
    return commands.make(
        Change.of(action, workspace.id(), detail.request().id())
            .saying("as request " + made + (difference.isEmpty() ? "" : ": " + difference)),
        () -> outcome(made, WorkspaceMutex.in(workspace.id(), () -> resend.send(order))),
        outcome -> outcome instanceof Outcome.Sent sent && sent.isNew());
  }

  private static HiddenParts hidden(Workspace workspace, Optional<TriggerLine> trigger) {
    HiddenParts always = HiddenParts.of(workspace.hiddenHeaders());
    return trigger.map(it -> always.with(it.setup().asks().secretParts(), "")).orElse(always);
  }

  private boolean isRecent(String id) {
    if (!Ids.isUuid(id) || id.charAt(14) != '7') {
      return false;
    }
    Instant now = clock.instant();
    Instant made = Ids.time(id);
    return made.isAfter(now.minus(OLDEST_ID)) && made.isBefore(now.plus(OLDEST_ID));
  }

  private static ResendOrder order(
      String id,
      Workspace workspace,
      RequestDetail detail,
      RequestEdit edit,
      Optional<TriggerLine> trigger,
      boolean isEdited) {
    RequestData old = detail.request();
    byte[] kept =
        detail
            .refused()
            .flatMap(it -> it.body())
            .orElseGet(() -> detail.body().orElse("").getBytes(StandardCharsets.UTF_8));
    byte[] bytes = edit.body().map(it -> it.getBytes(StandardCharsets.UTF_8)).orElse(kept);
    return new ResendOrder(
        id,
        workspace,
        trigger.map(TriggerLine::trigger),
        new RequestData(
            old.id(),
            old.method(),
            edit.applied(old.headers()),
            old.query(),
            trigger.map(TriggerLine::trigger).map(Trigger::name),
            old.truncated(),
            old.keepsBody()),
        new ResendOrder.Content(bytes, detail.refused().isEmpty()),
        Arrival.resent(old.id(), isEdited),
        detail.verdicts().stream()
            .filter(it -> it.runId() != null)
            .map(Verdict::uid)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  private static Outcome outcome(String id, RequestResend.Outcome outcome) {
    if (outcome instanceof RequestResend.Outcome.Sent sent) {
      return new Outcome.Sent(id, sent.isNew());
    }
    return new Outcome.Refused(((RequestResend.Outcome.Refused) outcome).detail());
  }
}
