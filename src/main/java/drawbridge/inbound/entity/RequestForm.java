package drawbridge.inbound.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.BodyPointer;
import drawbridge.inbound.body.BodyTree;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.body.FaultList;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads workflow requests into orders (C3 to C8, B1 to B8). */
public final class RequestForm {
  private static final Set<String> OF_REQUEST = Set.of("workflow", "stateValues", "uid", "batch");
  private static final Set<String> OF_ENTRY =
      Set.of("workflow", "stateValues", "uid", "batch", "runtimeData");

  private final FaultList faults = new FaultList();

  private RequestForm() {}

  /**
   * Reads a body and finds all its faults (R3). Never throws. A batch above its limit is refused
   * before its content is checked.
   *
   * @param memory charged while the tree is built
   * @param readable receives one order for each entry, in their order (B8); without a batch exactly
   *     one. Orders share trees, which must not be changed
   * @param refused receives a 400 with the faults, a 413 or a 503
   */
  public static <R> R read(
      byte[] body,
      RequestLimits limits,
      Allowance memory,
      Function<List<RunOrder>, R> readable,
      Function<Problem, R> refused) {
    RequestForm form = new RequestForm();
    Optional<ObjectNode> tree = BodyTree.object(body, memory, form.faults);
    if (tree.isEmpty()) {
      return refused.apply(form.faults.toProblem());
    }
    JsonNode batch = tree.get().path("batch");
    if (batch.isArray() && batch.size() > limits.maxBatch()) {
      return refused.apply(limits.batchTooLarge());
    }
    RunOrder order = form.order(tree.get());
    boolean isBatch = isSet(tree.get(), "batch");
    List<RunOrder> orders = isBatch ? form.batch(batch, order) : List.of(order);
    if (!form.faults.isEmpty()) {
      return refused.apply(Problem.malformed(form.faults.toList()));
    }
    return isBatch && inherited(orders, order) > limits.maxInherited()
        ? refused.apply(limits.inheritedTooLarge())
        : readable.apply(orders);
  }

  /**
   * Returns the 415 for a media type that workflow requests do not have (C10).
   *
   * @param type empty when it is missing or unreadable
   */
  public static Optional<Problem> refusal(Optional<ContentType> type, boolean isUnreadable) {
    if (type.isPresent() && type.get().isJson()) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            "unsupported-media-type",
            "Unsupported media type",
            415,
            (type.isEmpty() && isUnreadable ? "The Content-Type is not well-formed. " : "")
                + "Send the body as application/json in UTF-8."));
  }

  /** Returns the only order, or the parent of the entries (then without uid, B4). */
  private RunOrder order(ObjectNode body) {
    if (!isSet(body, "workflow")) {
      faults.add(
          BodyPointer.ROOT.member("workflow"),
          "workflow is required: the name or UUID of a workflow");
    }
    return new RunOrder(
        workflow(body, BodyPointer.ROOT, ""),
        object(body, "stateValues", BodyPointer.ROOT, Json.object()),
        others(body, OF_REQUEST),
        isSet(body, "batch") ? Optional.empty() : uid(body, BodyPointer.ROOT));
  }

  private List<RunOrder> batch(JsonNode batch, RunOrder parent) {
    BodyPointer at = BodyPointer.ROOT.member("batch");
    List<RunOrder> orders = new ArrayList<>(batch.size());
    if (!batch.isArray()) {
      faults.add(at, "batch must be an array of objects, and is " + kindOf(batch));
    }
    for (int i = 0; batch.isArray() && i < batch.size(); i++) {
      if (batch.get(i) instanceof ObjectNode entry) {
        orders.add(entry(entry, at.element(i), parent));
      } else {
        faults.add(at.element(i), "an entry must be an object, and is " + kindOf(batch.get(i)));
      }
    }
    return orders;
  }

  /** Whole values of the parent fill what the entry leaves out (B3, B5); never its uid (B4). */
  private RunOrder entry(ObjectNode entry, BodyPointer at, RunOrder parent) {
    if (isSet(entry, "batch")) {
      faults.add(at.member("batch"), "an entry of a batch must not have a batch");
    }
    return new RunOrder(
        workflow(entry, at, parent.workflow()),
        object(entry, "stateValues", at, parent.stateValues()),
        runtime(entry, at, parent.runtime()),
        uid(entry, at));
  }

  /** Returns the entry's other members overlaid by its {@code runtimeData} (B5). */
  private JsonNode runtime(ObjectNode entry, BodyPointer at, JsonNode inherited) {
    ObjectNode own = others(entry, OF_ENTRY);
    if (!isSet(entry, "runtimeData")) {
      return own.isEmpty() ? inherited : own;
    }
    return own.setAll(object(entry, "runtimeData", at, Json.object()));
  }

  /** Returns the JSON characters that all entries together inherit from their parent. */
  private static long inherited(List<RunOrder> entries, RunOrder parent) {
    return inherited(entries, RunOrder::stateValues, parent.stateValues())
        + inherited(entries, RunOrder::runtime, parent.runtime());
  }

  @SuppressWarnings("ReferenceEquality") // an inherited tree is the same object
  private static long inherited(
      List<RunOrder> entries, Function<RunOrder, JsonNode> part, JsonNode ofParent) {
    long heirs = entries.stream().filter(entry -> part.apply(entry) == ofParent).count();
    return heirs == 0 ? 0 : heirs * Json.write(ofParent).length();
  }

  private String workflow(ObjectNode owner, BodyPointer at, String inherited) {
    JsonNode workflow = owner.path("workflow");
    if (!isSet(owner, "workflow")) {
      return inherited;
    }
    BodyPointer pointer = at.member("workflow");
    if (!workflow.isTextual()) {
      faults.add(pointer, "workflow must be a string, and is " + kindOf(workflow));
    } else if (workflow.textValue().isBlank()) {
      faults.add(pointer, "workflow must not be blank");
    } else if (workflow.textValue().indexOf('\0') >= 0) {
      faults.add(pointer, "workflow must not contain the character U+0000");
    }
    return workflow.asText();
  }

  private ObjectNode object(ObjectNode owner, String name, BodyPointer at, ObjectNode inherited) {
    JsonNode value = owner.path(name);
    if (value instanceof ObjectNode object) {
      return object;
    }
    if (isSet(owner, name)) {
      faults.add(at.member(name), name + " must be an object, and is " + kindOf(value));
    }
    return inherited;
  }

  private Optional<Uid> uid(ObjectNode owner, BodyPointer at) {
    JsonNode uid = owner.path("uid");
    if (!isSet(owner, "uid")) {
      return Optional.empty();
    }
    Optional<String> fault =
        uid.isTextual() || uid.isIntegralNumber()
            ? Uid.faultOf(uid.asText())
            : Optional.of("uid must be a string or an integer number, and is " + kindOf(uid));
    if (fault.isPresent()) {
      faults.add(at.member("uid"), fault.get());
      return Optional.empty();
    }
    return Optional.of(new Uid(uid.asText()));
  }

  private static boolean isSet(ObjectNode owner, String name) {
    return owner.hasNonNull(name);
  }

  private static ObjectNode others(ObjectNode owner, Set<String> reserved) {
    ObjectNode others = Json.object();
    owner
        .properties()
        .forEach(
            member -> {
              if (!reserved.contains(member.getKey())) {
                others.set(member.getKey(), member.getValue());
              }
            });
    return others;
  }

  private static String kindOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER ->
          value.isIntegralNumber() ? "an integer number" : "a number with fraction or exponent";
      case BOOLEAN -> "a boolean";
      case NULL, MISSING, BINARY, POJO -> "nothing";
    };
  }
}
