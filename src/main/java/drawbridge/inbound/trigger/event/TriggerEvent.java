package drawbridge.inbound.trigger.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.Scope;
import drawbridge.expression.compile.Query;
import drawbridge.platform.json.Json;
import drawbridge.provider.Delivery;
import drawbridge.run.entity.RequestData;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One event of a request, as jq programs of a trigger see it: {@code .} and {@code $context} are
 * {@code {runtime, request}}, and {@code now} is the arrival of the request. Used by one thread.
 * Not a record, since a record prints itself.
 */
public final class TriggerEvent {

  private static final String CONTEXT = "context";
  private static final String REQUEST = "request";
  private static final Set<String> VARIABLES = Set.of(CONTEXT);

  private final String trigger;
  private final Delivery delivery;
  private final JsonNode runtime;
  private final OptionalInt index;
  private final Supplier<ObjectNode> request;
  private @Nullable ObjectNode context;

  /**
   * @param trigger the name of the trigger
   * @param runtime the body, or an element of its array
   * @param index of the element; empty when the body is not split
   * @param request the request with its body; called when a program is evaluated
   */
  public TriggerEvent(
      String trigger,
      Delivery delivery,
      JsonNode runtime,
      OptionalInt index,
      Supplier<ObjectNode> request) {
    this.trigger = trigger;
    this.delivery = delivery;
    this.runtime = runtime;
    this.index = index;
    this.request = request;
  }

  /** Compiles a program over events. A program with a fault fails whenever it is evaluated. */
  public static Query query(String text) {
    return Query.of(text, VARIABLES);
  }

  /**
   * Returns whether the result of a program is neither {@code false} nor {@code null}.
   *
   * @throws drawbridge.expression.ResolutionFailure as {@link Query#first}
   */
  public boolean meets(Query condition) {
    return condition.holds(context(), variables());
  }

  /**
   * Returns the first result of a program.
   *
   * @throws drawbridge.expression.ResolutionFailure as {@link Query#first}
   */
  JsonNode result(Query program) {
    return program.first(context(), variables());
  }

  String trigger() {
    return trigger;
  }

  /** Returns whether a program takes its result from one element of an array with several. */
  boolean isOneOfSeveral(Query program) {
    return program
        .selected(context(), variables())
        .filter(node -> ArrayPosition.isOneOfSeveral(runtime, node))
        .isPresent();
  }

  Delivery delivery() {
    return delivery;
  }

  public JsonNode runtime() {
    return runtime;
  }

  OptionalInt index() {
    return index;
  }

  private Map<String, JsonNode> variables() {
    JsonNode now = Scope.now(RequestData.receivedAt(context().path(REQUEST)));
    return Map.of(CONTEXT, context(), Scope.NOW, now);
  }

  private ObjectNode context() {
    ObjectNode made = context;
    if (made == null) {
      made = Json.object();
      made.set("runtime", runtime);
      made.set(REQUEST, request.get());
      context = made;
    }
    return made;
  }

  /** Returns the position only, because the data of an event are not logged. */
  @Override
  public String toString() {
    return "TriggerEvent" + (index.isPresent() ? " " + index.getAsInt() : "");
  }
}
