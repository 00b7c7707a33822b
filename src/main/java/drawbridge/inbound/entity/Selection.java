package drawbridge.inbound.entity;

import drawbridge.platform.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a trigger decides about one event before anything is recorded (T10). */
public sealed interface Selection {

  /** Returns the event as an order. Its workflow is empty unless the event starts one. */
  RunOrder order();

  /** Returns the index of the matching or failing route; empty when no route decided. */
  Optional<Integer> route();

  /** The event starts a workflow. */
  record Start(RunOrder order, Optional<Integer> route) implements Selection {}

  /** The event starts nothing. */
  record Ignore(RunOrder order, Optional<Integer> route) implements Selection {}

  /** The event cannot be routed. Nothing is recorded and its uid is not spent. */
  record Reject(RunOrder order, Optional<Integer> route, Problem problem) implements Selection {}

  /** Returns the selections of orders without routes. */
  static List<Selection> starting(List<RunOrder> orders) {
    return orders.stream().<Selection>map(order -> new Start(order, Optional.empty())).toList();
  }

  /** Returns the orders of the events that start a workflow, in order. */
  static List<RunOrder> orders(List<Selection> selections) {
    return selections.stream().filter(Start.class::isInstance).map(Selection::order).toList();
  }

  /**
   * Returns one acceptance for each selection, in order.
   *
   * @param started the acceptances of {@link #orders}, in order
   */
  static List<Acceptance> acceptances(List<Selection> selections, List<Acceptance> started) {
    Iterator<Acceptance> next = started.iterator();
    List<Acceptance> all = new ArrayList<>(selections.size());
    for (Selection each : selections) {
      all.add(
          each.match(
              start -> next.next(),
              ignore -> new Acceptance.Ignored(ignore.order()),
              reject -> new Acceptance.Rejected(reject.order(), reject.problem())));
    }
    return all;
  }

  /** Returns the same selection with this uid for an event that starts a workflow. */
  default Selection with(Uid uid) {
    return match(
        start ->
            new Start(
                new RunOrder(
                    start.order().workflow(),
                    start.order().stateValues(),
                    start.order().runtime(),
                    Optional.of(uid)),
                start.route()),
        ignore -> ignore,
        reject -> reject);
  }

  /** Applies the function for this case. */
  default <T> T match(
      Function<Start, T> start, Function<Ignore, T> ignore, Function<Reject, T> reject) {
    if (this instanceof Start it) {
      return start.apply(it);
    }
    if (this instanceof Ignore it) {
      return ignore.apply(it);
    }
    return reject.apply((Reject) this);
  }
}
