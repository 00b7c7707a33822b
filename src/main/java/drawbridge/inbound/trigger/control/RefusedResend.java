package drawbridge.inbound.trigger.control;

import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.control.RefusedLedger;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.Received;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.Json;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.RequestData;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends refused deliveries again, each at most once (T12). The trigger's present setup reads and
 * routes them; verification is not repeated. The uid is claimed in the same transaction.
 */
@Stateless
public class RefusedResend {

  /** The bytes of all encoded texts of a body, which has 256 KiB at most. */
  private static final int MOST_DECODED = 8 << 20;

  private static final int ACCEPTED = 202;

  @Inject RefusedLedger ledger;
  @Inject Intake intake;
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
    Setup setup = SetupForm.stored(trigger.setup());
    return delivery.element() == null
        ? request(
            setup,
            delivery,
            order ->
                record(delivery, order, Optional.of(received(setup, delivery, order)), operator),
            problem -> new Outcome.Refused(problem.inWords()))
        : record(delivery, element(setup, delivery), Optional.empty(), operator);
  }

  private static RunOrder element(Setup setup, RefusedDelivery delivery) {
    return new RunOrder(
        setup.starts().workflow().orElse(""),
        setup.starts().stateValues(),
        Json.read(String.valueOf(delivery.content())),
        Optional.ofNullable(delivery.uid()).map(Uid::new));
  }

  private static Outcome request(
      Setup setup,
      RefusedDelivery delivery,
      Function<RunOrder, Outcome> readable,
      Function<Problem, Outcome> refused) {
    RequestData request = RequestData.stored(delivery.requestId(), delivery.request());
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    String query =
        request.query().entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    byte[] body = delivery.body().orElseThrow();
    Optional<ContentType> type =
        Optional.ofNullable(delivery.contentType()).flatMap(ContentType::of);
    return new EventForm(setup, HiddenParts.of(List.of()).with(setup.asks().secretParts(), ""))
        .read(
            new Delivery(request.method(), "", headers, query.isEmpty() ? null : query, body),
            new ReceivedBody(body, body, type, MOST_DECODED, Allowance.unlimited()),
            readable,
            refused);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Returns the request for its row: a refused one has none yet, a partly refused one has. */
  private static Received received(Setup setup, RefusedDelivery delivery, RunOrder order) {
    return Received.atTrigger(
        RequestData.stored(delivery.requestId(), delivery.request()),
        delivery.triggerId(),
        order.runtime(),
        setup.takes().keepBody(),
        results -> ReceivedRequest.Answered.json(ACCEPTED));
  }

  private Outcome record(
      RefusedDelivery delivery, RunOrder order, Optional<Received> received, String operator) {
    Acceptance acceptance =
        intake
            .accept(
                List.of(
                    new Intake.Request(
                        delivery.workspaceId(),
                        delivery.requestId(),
                        List.of(order),
                        Optional.empty(),
                        received)))
            .get(0)
            .get(0);
    if (acceptance instanceof Acceptance.Rejected rejected) {
      return new Outcome.Refused(rejected.detail());
    }
    delivery.sent(clock.instant(), operator, acceptance.status(), acceptance.run().orElse(null));
    return new Outcome.Sent(delivery, true);
  }
}
