package drawbridge.inbound.trigger.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.compile.Query;
import drawbridge.provider.DeliveryPart;
import java.util.List;
import java.util.function.Function;

/** The source of an event's uid (T3). */
public sealed interface UidSource {

  /**
   * Returns the uid of an event, or why it has none.
   *
   * @throws drawbridge.expression.ResolutionFailure when a program fails: the event may have a uid
   *     that was accepted before, so that it must not start without one
   */
  EventUid find(TriggerEvent event);

  /**
   * Takes the uid from the request, so that the events of an array share it: each gets its index
   * appended, also in an array of one (T9).
   *
   * @param part a header or a query parameter
   */
  record OfRequest(DeliveryPart part) implements UidSource {

    @Override
    public EventUid find(TriggerEvent event) {
      boolean isHeader = part.header() != null;
      String name =
          isHeader ? "the header " + part.header() : "the query parameter " + part.query();
      List<String> values =
          isHeader
              ? event.delivery().headers(String.valueOf(part.header()))
              : event.delivery().parameters(String.valueOf(part.query()));
      if (values.size() != 1) {
        return EventUid.none(name + (values.isEmpty() ? " is missing" : " is repeated"));
      }
      String value = values.get(0);
      if (value.isEmpty()) {
        return EventUid.none(name + " is empty");
      }
      return EventUid.of(
          event.index().isPresent() ? value + "/" + event.index().getAsInt() : value);
    }
  }

  /** Takes the uid from the event. A pointer refers to the parsed body, so it finds form fields. */
  record OfBody(DeliveryPart part) implements UidSource {

    @Override
    public EventUid find(TriggerEvent event) {
      JsonPointer pointer = JsonPointer.compile(part.pointer());
      if (ArrayPosition.isOneOfSeveral(event.runtime(), pointer)) {
        return EventUid.none(
            "the array at " + part.pointer() + " has more than one element, and each is an event");
      }
      return uid(event.runtime().at(pointer), "the value at " + part.pointer());
    }
  }

  /** Takes the uid from the result of a jq program. */
  record OfProgram(Query query) implements UidSource {

    @Override
    public EventUid find(TriggerEvent event) {
      JsonNode result = event.result(query);
      return event.isOneOfSeveral(query)
          ? EventUid.none(
              "the uid's jq program takes one element of an array with several, and each is an"
                  + " event")
          : uid(result, "the result of the uid's jq program");
    }
  }

  /**
   * Takes the uid from another source, as one that only events of the trigger have: its name, a
   * space, and the text of the source.
   */
  record PerTrigger(UidSource source) implements UidSource {

    @Override
    public EventUid find(TriggerEvent event) {
      return source.find(event).within(event.trigger());
    }
  }

  private static EventUid uid(JsonNode value, String subject) {
    if (value.isMissingNode() || value.isNull()) {
      return EventUid.none(subject + " is missing");
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      return EventUid.none(subject + " is neither a string nor an integer number");
    }
    String text = value.asText();
    return text.isEmpty() ? EventUid.none(subject + " is empty") : EventUid.of(text);
  }

  /** Applies the function for this case; for {@link PerTrigger}, that of its source. */
  default <T> T match(
      Function<DeliveryPart, T> ofRequest,
      Function<DeliveryPart, T> ofBody,
      Function<Query, T> ofProgram) {
    if (this instanceof OfRequest it) {
      return ofRequest.apply(it.part());
    }
    if (this instanceof OfBody it) {
      return ofBody.apply(it.part());
    }
    if (this instanceof PerTrigger it) {
      return it.source().match(ofRequest, ofBody, ofProgram);
    }
    return ofProgram.apply(((OfProgram) this).query());
  }
}
