package drawbridge.inbound.trigger.setup;

import drawbridge.expression.compile.Query;
import drawbridge.inbound.trigger.event.ArrayPosition;
import drawbridge.inbound.trigger.event.TriggerEvent;
import drawbridge.platform.Fault;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Checks how a setup splits, routes and identifies events, when it is saved (T3, T8 to T10, T14).
 * Refuses sources of uids that would make new events duplicates of others.
 */
final class RoutingCheck {

  private static final String REQUEST = "request";
  private static final String ONE_OF_SEVERAL =
      "must not take one element of an array as the uid of the whole body, because a request with"
          + " that element and a new one would be a duplicate: set split";

  private static final String OF_ONE_ARRIVAL =
      "must not use now, .request.id or .request.receivedAt, because a repetition of the request"
          + " would have another uid and start again";

  private RoutingCheck() {}

  static void check(SetupForm form, List<Fault> faults) {
    if (form.workflow() == null && form.routes() == null) {
      faults.add(Fault.at("/workflow", "is missing: name a workflow, or set routes"));
    }
    if (form.methods() != null && new HashSet<>(form.methods()).size() < form.methods().size()) {
      faults.add(Fault.at("/methods", "must not have a method twice"));
    }
    if (form.split() != null && !isPointer(form.split())) {
      faults.add(Fault.at("/split", "must be a JSON pointer to an array: empty, or like /events"));
    }
    if (form.routes() != null) {
      checkConditions(form.routes(), faults);
    }
    if (form.uidFrom() != null) {
      faultOf(form.uidFrom(), form.split() != null)
          .ifPresent(fault -> faults.add(Fault.at("/uidFrom", fault)));
    }
  }

  private static void checkConditions(List<RouteForm> routes, List<Fault> faults) {
    for (int index = 0; index < routes.size(); index++) {
      RouteForm route = routes.get(index);
      String pointer = "/routes/" + index + "/when";
      if (route != null && route.when() != null && !route.when().isEmpty()) {
        TriggerEvent.query(route.when())
            .fault()
            .ifPresent(fault -> faults.add(Fault.at(pointer, fault)));
      }
    }
  }

  private static Optional<String> faultOf(UidForm uidFrom, boolean isSplit) {
    if (uidFrom.pointer() != null && !isSplit && ArrayPosition.isIn(uidFrom.pointer())) {
      return Optional.of(ONE_OF_SEVERAL);
    }
    return Optional.ofNullable(uidFrom.jq())
        .filter(text -> !text.isBlank())
        .map(TriggerEvent::query)
        .flatMap(query -> query.fault().or(() -> faultOf(query, isSplit)));
  }

  private static Optional<String> faultOf(Query query, boolean isSplit) {
    if (!isSplit && query.takesPosition()) {
      return Optional.of(ONE_OF_SEVERAL);
    }
    if (!query.readsBeside("")) {
      return Optional.of(
          "is the same for every event, so that each event after the first would be a duplicate");
    }
    if (isSplit && !query.readsBeside(REQUEST)) {
      return Optional.of(
          "reads only .request, which is the same for all elements, so that each after the first"
              + " would be a duplicate: use .runtime");
    }
    return isOfOneArrival(query) ? Optional.of(OF_ONE_ARRIVAL) : Optional.empty();
  }

  /** Returns whether a uid depends on what differs when a provider repeats a request. */
  private static boolean isOfOneArrival(Query query) {
    return query.usesNow()
        || query.reads(List.of(REQUEST, "id"))
        || query.reads(List.of(REQUEST, "receivedAt"));
  }

  /** RFC 6901, 3. */
  private static boolean isPointer(String text) {
    return text.isEmpty() || text.matches("(?s)(/([^~/]|~[01])*)+");
  }
}
