package drawbridge.inbound.trigger.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.compile.Query;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RoutedBody;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.inbound.trigger.event.EventUid;
import drawbridge.inbound.trigger.event.TriggerEvent;
import drawbridge.inbound.trigger.setup.Route;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.provider.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request, splits its body into events, and selects the workflow and the uid of each (T3,
 * T9, T10). Serves one request; not thread safe.
 */
public final class EventRouter {

  /** A program has bounds of its own. This bounds the programs of all events of a request. */
  private static final Duration MOST_TIME = Duration.ofSeconds(10);

  /** A body of these has no meaning (RFC 9110 §9.3), and must not be lost without a word. */
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

  private static final Optional<Integer> NO_ROUTE = Optional.empty();

  private final Setup setup;
  private final RequestLimits limits;
  private final Delivery delivery;
  private final RequestCapture capture;
  private @Nullable ObjectNode request;
  private long nanosLeft = MOST_TIME.toNanos();

  public EventRouter(Setup setup, RequestLimits limits, Delivery delivery, RequestCapture capture) {
    this.setup = setup;
    this.limits = limits;
    this.delivery = delivery;
    this.capture = capture;
  }

  /**
   * Reads the body and routes its events.
   *
   * @param hasBody whether the request has a body, which is not read for GET and HEAD
   * @param routed receives the body with one selection for each event
   * @param refused receives the reason when the trigger does not take the method, or when the body
   *     cannot be read, has no array to split, or too long a one
   */
  public <R> R read(
      ReceivedBody body,
      boolean hasBody,
      Function<RoutedBody, R> routed,
      Function<Problem, R> refused) {
    String method = delivery.method();
    if (!setup.takes().methods().contains(method)) {
      return refused.apply(notAllowed());
    }
    if (hasBody && WITHOUT_BODY.contains(method)) {
      return refused.apply(
          Problem.malformed(
              List.of(
                  Fault.at(
                      "",
                      "a " + method + " request must have no body; send it with another method"))));
    }
    return new EventForm(setup, capture.hidden())
        .read(body, tree -> route(tree, routed, refused), refused);
  }

  /**
   * Routes the events of a body that was read and decoded before.
   *
   * @param routed as for {@link #read}
   * @param refused receives the reason when the trigger does not take the method, or when the body
   *     has no array to split, or too long a one
   */
  public <R> R readAgain(
      JsonNode body, Function<RoutedBody, R> routed, Function<Problem, R> refused) {
    return setup.takes().methods().contains(delivery.method())
        ? route(body, routed, refused)
        : refused.apply(notAllowed());
  }

  private Problem notAllowed() {
    return Problem.of(
        "method-not-allowed",
        "Method not allowed",
        405,
        "Send events with " + String.join(" or ", setup.takes().methods()) + ".");
  }

  private <R> R route(JsonNode body, Function<RoutedBody, R> routed, Function<Problem, R> refused) {
    Optional<String> split = setup.events().split();
    if (split.isEmpty()) {
      return routed.apply(
          new RoutedBody(body, List.of(selection(body, OptionalInt.empty(), body))));
    }
    JsonNode elements = body.at(split.get());
    if (!elements.isArray()) {
      return refused.apply(
          Problem.malformed(
              List.of(
                  Fault.at(
                      split.get(),
                      "must be an array: this trigger takes each element as one event"))));
    }
    if (elements.size() > limits.maxBatch()) {
      return refused.apply(limits.tooManyEvents(split.get()));
    }
    List<Selection> selections = new ArrayList<>(elements.size());
    for (int index = 0; index < elements.size(); index++) {
      selections.add(selection(elements.get(index), OptionalInt.of(index), body));
    }
    return routed.apply(new RoutedBody(body, selections));
  }

  /**
   * Routes one event of a body that was split.
   *
   * @param index of the element in the array
   * @param body the whole body, which programs see
   */
  Selection select(JsonNode element, int index, JsonNode body) {
    boolean isSplit = setup.events().split().isPresent();
    return selection(element, isSplit ? OptionalInt.of(index) : OptionalInt.empty(), body);
  }

  private Selection selection(JsonNode runtime, OptionalInt index, JsonNode body) {
    TriggerEvent event =
        new TriggerEvent(capture.trigger(), delivery, runtime, index, () -> request(body));
    List<Route> routes = setup.starts().routes();
    Optional<Integer> at = Optional.empty();
    try {
      for (int route = 0; route < routes.size(); route++) {
        at = Optional.of(route);
        Query condition = routes.get(route).when();
        if (timed(() -> event.meets(condition))) {
          return selected(routes.get(route), at, event);
        }
      }
      return setup.starts().workflow().isPresent()
          ? start(setup.starts().workflow().get(), setup.starts().stateValues(), NO_ROUTE, event)
          : new Selection.Ignore(withoutWorkflow(event), NO_ROUTE);
    } catch (ResolutionFailure e) {
      return new Selection.Reject(withoutWorkflow(event), at, conditionFailed(at, e));
    }
  }

  private Selection selected(Route route, Optional<Integer> index, TriggerEvent event) {
    ObjectNode states = route.stateValues().orElse(setup.starts().stateValues());
    return route.workflow().isPresent()
        ? start(route.workflow().get(), states, index, event)
        : new Selection.Ignore(withoutWorkflow(event), index);
  }

  /** A program that fails says nothing about the uid, which may have been accepted before. */
  private Selection start(
      String workflow, ObjectNode stateValues, Optional<Integer> route, TriggerEvent event) {
    Optional<EventUid> uid;
    try {
      uid = setup.events().uidFrom().map(it -> timed(() -> it.find(event)));
    } catch (ResolutionFailure e) {
      return new Selection.Reject(withoutWorkflow(event), route, uidFailed(e));
    }
    RunOrder order =
        new RunOrder(
            workflow,
            stateValues,
            event.runtime(),
            uid.flatMap(EventUid::uid),
            uid.flatMap(EventUid::reason));
    return new Selection.Start(order, route);
  }

  private static RunOrder withoutWorkflow(TriggerEvent event) {
    return new RunOrder("", Json.object(), event.runtime(), Optional.empty());
  }

  /**
   * Measures the time of a program.
   *
   * @throws ResolutionFailure when the programs before it have used up the time
   */
  private <T> T timed(Supplier<T> program) {
    if (nanosLeft <= 0) {
      throw new ResolutionFailure(
          "the programs of all events of the request take more than "
              + MOST_TIME.toSeconds()
              + " seconds");
    }
    long begun = System.nanoTime();
    try {
      return program.get();
    } finally {
      nanosLeft -= System.nanoTime() - begun;
    }
  }

  private static Problem conditionFailed(Optional<Integer> route, ResolutionFailure failure) {
    return Problem.of(
        "condition-failed",
        "Condition failed",
        422,
        "The condition of route "
            + (route.orElse(0) + 1)
            + " of this trigger failed: "
            + failure.getMessage()
            + ".");
  }

  private static Problem uidFailed(ResolutionFailure failure) {
    return Problem.of(
        "uid-failed",
        "Uid failed",
        422,
        "The jq program for the uid of this trigger failed: " + failure.getMessage() + ".");
  }

  private ObjectNode request(JsonNode body) {
    ObjectNode made = request;
    if (made == null) {
      made = capture.data().toJson();
      made.set("body", body);
      request = made;
    }
    return made;
  }
}
