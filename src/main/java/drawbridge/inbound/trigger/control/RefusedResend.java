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
import drawbridge.inbound.control.RefusedLedger;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.entity.RoutedBody;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.Received;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.provider.Delivery;
import drawbridge.run.control.Requests;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.RequestData;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sends refused deliveries again, each at most once (T12). The trigger's present setup reads and
 * routes them; verification is not repeated. The uid is claimed in the same transaction.
 */
@Stateless
public class RefusedResend {

  private static final int ACCEPTED = 202;

  @Inject RefusedLedger ledger;
  @Inject Intake intake;
  @Inject OwnRows rows;
  @Inject Requests requests;
  @Inject InboundSettings settings;
  @Inject BodyLimits limits;
  @Inject MemoryPool memory;
  @Inject Clock clock;

  /** The result of sending a delivery again. */
  public sealed interface Outcome {

    /** The delivery was sent, now or by an earlier call. */
    record Sent(RefusedDelivery delivery, boolean isNew) implements Outcome {}

    /** It was refused again; it can be sent another time. */
    record Refused(String detail) implements Outcome {}

    /** Its body was not kept. */
    record WithoutBody() implements Outcome {}

    /** There is no such delivery. */
    record Unknown() implements Outcome {}
  }

  /**
   * Sends a delivery of a trigger. A second call changes nothing and returns the first result.
   *
   * @param operator who sends it
   */
  public Outcome send(Trigger trigger, String id, String operator) {
    Optional<RefusedDelivery> found = ledger.lock(trigger.id(), id);
    if (found.isEmpty()) {
      return new Outcome.Unknown();
    }
    RefusedDelivery delivery = found.get();
    if (delivery.sentAt() != null) {
      return new Outcome.Sent(delivery, false);
    }
    if (delivery.content() == null) {
      return new Outcome.WithoutBody();
    }
    Setup setup =
        StoredSetup.read(trigger.setup(), rows.readWithDisabled(rows.of(trigger.workspaceId())));
    if (setup.unreadable().isPresent()) {
      return new Outcome.Refused("this version cannot read the setup of the trigger");
    }
    EventRouter router = router(setup, delivery);
    try (Allowance own = memory.open(trigger.workspaceId())) {
      return delivery.element() == null
          ? sendRequest(delivery, setup, router, own, operator)
          : sendElement(delivery, router, own, operator);
    }
  }

  private Outcome sendRequest(
      RefusedDelivery delivery, Setup setup, EventRouter router, Allowance own, String operator) {
    byte[] bytes = delivery.body().orElseThrow();
    Optional<ContentType> type =
        Optional.ofNullable(delivery.contentType()).flatMap(ContentType::of);
    int most = limits.ofTrigger(setup.takes().maxBody()).bytes();
    return router.read(
        new ReceivedBody(bytes, bytes, type, most, own),
        bytes.length > 0,
        routed ->
            record(
                delivery,
                routed.selections(),
                Optional.of(received(setup, delivery, routed)),
                operator),
        problem -> new Outcome.Refused(problem.inWords()));
  }

  private Outcome sendElement(
      RefusedDelivery delivery, EventRouter router, Allowance own, String operator) {
    FaultList faults = new FaultList();
    Optional<JsonNode> event = BodyTree.kept(String.valueOf(delivery.content()), own, faults);
    Optional<JsonNode> whole = wholeBody(delivery, own, faults);
    if (event.isEmpty() || !faults.isEmpty()) {
      return new Outcome.Refused(faults.toProblem().inWords());
    }
    int index = Objects.requireNonNull(delivery.element());
    Selection selection = router.select(event.get(), index, whole.orElse(event.get()));
    Selection identified =
        delivery.uid() == null ? selection : selection.with(new Uid(delivery.uid()));
    return record(delivery, List.of(identified), Optional.empty(), operator);
  }

  /** Returns the body of the request; empty when the request is removed by its age. */
  private Optional<JsonNode> wholeBody(RefusedDelivery delivery, Allowance own, FaultList faults) {
    return requests
        .find(delivery.workspaceId(), delivery.requestId())
        .flatMap(requests::body)
        .flatMap(json -> BodyTree.kept(json, own, faults));
  }

  private EventRouter router(Setup setup, RefusedDelivery delivery) {
    RequestData request = RequestData.stored(delivery.requestId(), delivery.request());
    Map<String, List<String>> headers = values(request.headers());
    Map<String, List<String>> parameters = values(request.query());
    String query =
        request.query().entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    Delivery sent =
        new Delivery(
            request.method(), "", headers, query.isEmpty() ? null : query, ReceivedBody.none());
    RequestCapture capture =
        new RequestCapture(
            request.id(),
            request.method(),
            headers,
            parameters,
            HiddenParts.of(List.of()).with(setup.asks().secretParts(), ""),
            request.trigger(),
            request.arrival());
    return new EventRouter(setup, settings.limits(), sent, capture);
  }

  private static Map<String, List<String>> values(Map<String, String> texts) {
    Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    texts.forEach((name, value) -> values.put(name, List.of(value)));
    return values;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Returns the request for its row: a refused one has none yet, a partly refused one has. */
  private static Received received(Setup setup, RefusedDelivery delivery, RoutedBody routed) {
    return Received.atTrigger(
        RequestData.stored(delivery.requestId(), delivery.request()),
        delivery.triggerId(),
        routed.body(),
        setup.events().split().isPresent(),
        setup.takes().keepBody(),
        results -> ReceivedRequest.Answered.json(ACCEPTED));
  }

  private Outcome record(
      RefusedDelivery delivery,
      List<Selection> selections,
      Optional<Received> received,
      String operator) {
    List<Acceptance> acceptances =
        intake
            .accept(
                List.of(
                    new Intake.Request(
                        delivery.workspaceId(),
                        delivery.requestId(),
                        selections,
                        Optional.empty(),
                        received)))
            .get(0);
    Optional<Acceptance> taken =
        acceptances.stream()
            .filter(it -> !(it instanceof Acceptance.Rejected))
            .min(Comparator.comparing(it -> it.run().isEmpty()));
    if (taken.isEmpty()) {
      return new Outcome.Refused(
          acceptances.stream()
              .map(Acceptance.Rejected.class::cast)
              .map(it -> it.problem().inWords())
              .findFirst()
              .orElse("The body has no events."));
    }
    delivery.sent(clock.instant(), operator, taken.get().status(), taken.get().run().orElse(null));
    return new Outcome.Sent(delivery, true);
  }
}
