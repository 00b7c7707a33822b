package drawbridge.inbound.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.body.BodyPointer;
import drawbridge.inbound.body.FaultList;
import drawbridge.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a request from the tree of its body (C4 to C8, B1 to B8). Use one for each body. */
final class RequestForm {

  private static final Set<String> OF_REQUEST = Set.of("workflow", "stateValues", "uid", "batch");
  private static final Set<String> OF_ENTRY =
      Set.of("workflow", "stateValues", "uid", "batch", "runtimeData");

  private final RequestLimits limits;
  private final FaultList faults;

  RequestForm(RequestLimits limits, FaultList faults) {
    this.limits = limits;
    this.faults = faults;
  }

  ReadResult read(ObjectNode body) {
    if (body.path("batch").isArray() && body.path("batch").size() > limits.maxBatch()) {
      return new ReadResult.TooLarge(
          "The batch has more than " + limits.maxBatch() + " entries. Split it.");
    }
    if (!isSet(body, "workflow")) {
      faults.add(
          BodyPointer.ROOT.member("workflow"),
          "workflow is required: the name or UUID of a workflow");
    }
    boolean isBatch = isSet(body, "batch");
    WorkflowRequest request =
        new WorkflowRequest(
            new RunOrder(
                workflow(body, BodyPointer.ROOT).orElse(""),
                object(body, "stateValues", BodyPointer.ROOT).orElse(Json.object()),
                others(body, OF_REQUEST),
                isBatch ? Optional.empty() : uid(body, BodyPointer.ROOT)),
            isBatch ? new Setting.Given<>(batch(body.path("batch"))) : new Setting.Absent<>());
    if (!faults.isEmpty()) {
      return new ReadResult.Malformed(faults.toList());
    }
    return request.inherited() > limits.maxInherited()
        ? new ReadResult.TooLarge(
            "The entries inherit more than "
                + limits.maxInherited()
                + " characters from their parent. Send fewer entries or a smaller parent.")
        : new ReadResult.Readable(request);
  }

  private List<BatchEntry> batch(JsonNode batch) {
    BodyPointer at = BodyPointer.ROOT.member("batch");
    List<BatchEntry> entries = new ArrayList<>();
    if (!batch.isArray()) {
      faults.add(at, "batch must be an array of objects, and is " + kindOf(batch));
    }
    for (int i = 0; batch.isArray() && i < batch.size(); i++) {
      if (batch.get(i) instanceof ObjectNode entry) {
        entries.add(entry(entry, at.element(i)));
      } else {
        faults.add(at.element(i), "an entry must be an object, and is " + kindOf(batch.get(i)));
      }
    }
    return List.copyOf(entries);
  }

  private BatchEntry entry(ObjectNode entry, BodyPointer at) {
    if (isSet(entry, "batch")) {
      faults.add(at.member("batch"), "an entry of a batch must not have a batch");
    }
    return new BatchEntry(
        workflow(entry, at), object(entry, "stateValues", at), runtime(entry, at), uid(entry, at));
  }

  private Setting<ObjectNode> runtime(ObjectNode entry, BodyPointer at) {
    ObjectNode own = others(entry, OF_ENTRY);
    Setting<ObjectNode> runtimeData = object(entry, "runtimeData", at);
    return runtimeData.match(
        data -> {
          own.setAll(data);
          return new Setting.Given<>(own);
        },
        () -> own.isEmpty() ? new Setting.Absent<>() : new Setting.Given<>(own));
  }

  private Setting<String> workflow(ObjectNode owner, BodyPointer at) {
    JsonNode workflow = owner.path("workflow");
    if (!isSet(owner, "workflow")) {
      return new Setting.Absent<>();
    }
    BodyPointer pointer = at.member("workflow");
    if (!workflow.isTextual()) {
      faults.add(pointer, "workflow must be a string, and is " + kindOf(workflow));
    } else if (workflow.textValue().isBlank()) {
      faults.add(pointer, "workflow must not be blank");
    } else if (workflow.textValue().indexOf('\0') >= 0) {
      faults.add(pointer, "workflow must not contain the character U+0000");
    }
    return new Setting.Given<>(workflow.asText());
  }

  private Setting<ObjectNode> object(ObjectNode owner, String name, BodyPointer at) {
    JsonNode value = owner.path(name);
    if (value instanceof ObjectNode object) {
      return new Setting.Given<>(object);
    }
    if (isSet(owner, name)) {
      faults.add(at.member(name), name + " must be an object, and is " + kindOf(value));
    }
    return new Setting.Absent<>();
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
