package drawbridge.inbound.trigger.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.BodyTree;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.body.FaultList;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.control.BodyLimits;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RequestForm;
import drawbridge.inbound.entity.RoutedBody;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.Received;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import drawbridge.run.control.Requests;
import drawbridge.run.entity.ReceivedRequest;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sends requests of operators: again as new ones (O2), or as tests. The caller has verified them,
 * or they need no verification. The present setup reads and routes them. The runs and the row of
 * the new request are one transaction.
 */
@Stateless
public class RequestResend {

  private static final int ACCEPTED = 202;
  private static final String AGAIN = "the request was sent again, and its uid has a run";

  @Inject Intake intake;
  @Inject Requests requests;
  @Inject OwnRows rows;
  @Inject InboundSettings settings;
  @Inject BodyLimits limits;
  @Inject MemoryPool memory;

  /** The result of sending a request again. */
  public sealed interface Outcome {

    /** The new request has a row, now or by an earlier call. */
    record Sent(boolean isNew) implements Outcome {}

    /** It was refused, and nothing was recorded. */
    record Refused(String detail) implements Outcome {}
  }

  /** Sends a request again. A second call with the same id changes nothing. */
  public Outcome send(ResendOrder order) {
    if (requests.find(order.workspace.id(), order.id).isPresent()) {
      return new Outcome.Sent(false);
    }
    try (Allowance own = memory.open(order.workspace.id())) {
      return order.trigger.isPresent()
          ? atTrigger(order, order.trigger.get(), own)
          : atWorkspace(order, own);
    }
  }

  private Outcome atWorkspace(ResendOrder order, Allowance own) {
    byte[] bytes = order.content.bytes();
    if (bytes.length > limits.ofWorkspace().bytes()) {
      return new Outcome.Refused("The body is longer than the limit of the workspace.");
    }
    RequestCapture capture = capture(order, HiddenParts.of(order.workspace.hiddenHeaders()));
    return RequestForm.read(
        bytes,
        settings.limits(),
        own,
        orders ->
            record(
                order,
                Selection.starting(orders),
                Received.atWorkspace(capture.data(), bytes, all -> answered(all, ACCEPTED))),
        RequestResend::refused);
  }

  private Outcome atTrigger(ResendOrder order, Trigger trigger, Allowance own) {
    Setup setup =
        StoredSetup.read(trigger.setup(), rows.readWithDisabled(rows.of(order.workspace.id())));
    if (setup.unreadable().isPresent()) {
      return new Outcome.Refused("This version cannot read the setup of the trigger.");
    }
    HiddenParts hidden =
        HiddenParts.of(order.workspace.hiddenHeaders()).with(setup.asks().secretParts(), "");
    RequestCapture capture = capture(order, hidden);
    EventRouter router = new EventRouter(setup, settings.limits(), delivery(order), capture);
    int most = limits.ofTrigger(setup.takes().maxBody()).bytes();
    byte[] bytes = order.content.bytes();
    if (bytes.length > most) {
      return new Outcome.Refused("The body is longer than the limit of the trigger.");
    }
    if (!order.content.isRead()) {
      Optional<ContentType> type = order.original.contentType().flatMap(ContentType::of);
      return router.read(
          new ReceivedBody(bytes, bytes, type, most, own),
          bytes.length > 0,
          routed -> record(order, routed.selections(), received(trigger, setup, capture, routed)),
          RequestResend::refused);
    }
    FaultList faults = new FaultList();
    Optional<JsonNode> tree =
        BodyTree.kept(new String(bytes, StandardCharsets.UTF_8), own, faults).map(hidden::masked);
    return tree.isEmpty() || !faults.isEmpty()
        ? refused(faults.toProblem())
        : router.readAgain(
            tree.get(),
            routed -> record(order, routed.selections(), received(trigger, setup, capture, routed)),
            RequestResend::refused);
  }

  private static Outcome refused(Problem problem) {
    return new Outcome.Refused(problem.inWords());
  }

  private static Received received(
      Trigger trigger, Setup setup, RequestCapture capture, RoutedBody routed) {
    return Received.atTrigger(
        capture.data(),
        trigger.id(),
        routed.body(),
        setup.events().split().isPresent(),
        setup.takes().keepBody(),
        all -> answered(all, setup.answers().acceptedStatus()));
  }

  /** Returns the ordinary reply: the reply of the trigger has no receiver. */
  private static ReceivedRequest.Answered answered(List<Acceptance> all, int acceptedStatus) {
    return ReceivedRequest.Answered.json(
        Acceptance.replyStatus(all.stream().map(Acceptance::status).toList(), acceptedStatus));
  }

  private static RequestCapture capture(ResendOrder order, HiddenParts hidden) {
    return new RequestCapture(
        order.id,
        order.original.method(),
        values(order.original.headers()),
        values(order.original.query()),
        hidden,
        order.trigger.map(Trigger::name),
        order.arrival);
  }

  private static Delivery delivery(ResendOrder order) {
    String query =
        order.original.query().entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return new Delivery(
        order.original.method(),
        "",
        values(order.original.headers()),
        query.isEmpty() ? null : query,
        ReceivedBody.none());
  }

  private static Map<String, List<String>> values(Map<String, String> texts) {
    Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    texts.forEach((name, value) -> values.put(name, List.of(value)));
    return values;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Outcome record(ResendOrder order, List<Selection> selections, Received received) {
    List<Selection> unclaimed = selections.stream().map(it -> withoutClaim(it, order)).toList();
    List<Acceptance> acceptances =
        intake
            .accept(
                List.of(
                    new Intake.Request(
                        order.workspace.id(),
                        order.id,
                        unclaimed,
                        Optional.empty(),
                        Optional.of(received))))
            .get(0);
    if (!received.hasRow(acceptances)) {
      return new Outcome.Refused(
          acceptances.stream()
              .filter(Acceptance.Rejected.class::isInstance)
              .map(it -> ((Acceptance.Rejected) it).problem().inWords())
              .findFirst()
              .orElse("The body has no events."));
    }
    if (!received.isWithRuns(acceptances)) {
      requests.insert(List.of(received.row(order.workspace.id(), acceptances)));
    }
    return new Outcome.Sent(true);
  }

  /** An element that has a run starts a new one, as a replay does; a refused one keeps its uid. */
  private static Selection withoutClaim(Selection selection, ResendOrder order) {
    boolean hasRun =
        selection.order().uid().map(Uid::value).filter(order.startedUids::contains).isPresent();
    if (!hasRun || !(selection instanceof Selection.Start start)) {
      return selection;
    }
    RunOrder its = start.order();
    return new Selection.Start(
        new RunOrder(
            its.workflow(), its.stateValues(), its.runtime(), Optional.empty(), Optional.of(AGAIN)),
        start.route());
  }
}
