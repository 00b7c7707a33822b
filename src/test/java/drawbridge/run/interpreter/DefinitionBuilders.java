package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.Condition;
import drawbridge.expression.Value;
import drawbridge.platform.json.Json;
import drawbridge.workflow.model.DataSchemas;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds compiled definitions without parsing. */
final class DefinitionBuilders {

  private DefinitionBuilders() {}

  static Value json(String text) {
    JsonNode node = Json.read(text.replace('\'', '"'));
    return scope -> node;
  }

  static Value root(String root, String pointer) {
    return scope -> {
      JsonNode found = scope.roots().get(root);
      JsonNode at = found == null ? NullNode.getInstance() : found.at(pointer);
      return at.isMissingNode() ? NullNode.getInstance() : at;
    };
  }

  static Value object(String name, Value value) {
    return scope -> Json.object().set(name, value.resolve(scope));
  }

  static TaskBody.Set set(String text) {
    return new TaskBody.Set(json(text));
  }

  static DurationValue span(Duration length) {
    return scope -> length;
  }

  static TaskBody.Wait pause(Duration length) {
    return new TaskBody.Wait(span(length));
  }

  static TaskBody.Raise raise(String kind) {
    return new TaskBody.Raise(
        json(
            "{'type':'https://serverlessworkflow.io/spec/1.0.0/errors/"
                + kind
                + "','status':500}"));
  }

  static TaskBody.CallHttp get(String endpoint) {
    return get(json("'" + endpoint + "'"));
  }

  static TaskBody.CallHttp get(Value endpoint) {
    return new TaskBody.CallHttp(
        json("'GET'"),
        endpoint,
        json("{}"),
        json("{}"),
        Optional.empty(),
        Optional.empty(),
        TaskBody.CallHttp.Output.CONTENT,
        false,
        false);
  }

  static TaskBody.Try attempt(Flow flow, TaskBody.Catch caught) {
    return new TaskBody.Try(flow, caught);
  }

  static TaskBody.Catch caught(TaskBody.@Nullable Retry retry, @Nullable Flow flow) {
    return new TaskBody.Catch(
        Map.of(),
        "error",
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(retry),
        Optional.ofNullable(flow));
  }

  static TaskBody.Retry retry(int attempts, Duration delay) {
    return new TaskBody.Retry(
        Optional.empty(),
        Optional.empty(),
        Optional.of(span(delay)),
        TaskBody.Backoff.EXPONENTIAL,
        Optional.empty(),
        Optional.empty(),
        Optional.of(attempts),
        Optional.empty(),
        Optional.empty());
  }

  static Task task(String name, TaskBody step) {
    return task(name, step, Next.CONTINUE);
  }

  static Task task(String name, TaskBody step, Next then) {
    return new Task(
        name,
        0,
        "/do/" + name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        then,
        true,
        DataSchemas.NONE,
        step);
  }

  static Task unrepeatable(Task t) {
    return new Task(
        t.name(),
        0,
        t.pointer(),
        t.when(),
        t.input(),
        t.output(),
        t.export(),
        t.timeout(),
        t.then(),
        false,
        t.schemas(),
        t.step());
  }

  static Task within(Task t, Duration limit) {
    return new Task(
        t.name(),
        0,
        t.pointer(),
        t.when(),
        t.input(),
        t.output(),
        t.export(),
        Optional.of(span(limit)),
        t.then(),
        true,
        t.schemas(),
        t.step());
  }

  static Task onlyIf(Task t, Condition when) {
    return new Task(
        t.name(),
        0,
        t.pointer(),
        Optional.of(when),
        t.input(),
        t.output(),
        t.export(),
        t.timeout(),
        t.then(),
        true,
        t.schemas(),
        t.step());
  }

  static Task shaped(Task t, Value input, Value output, Value export) {
    return new Task(
        t.name(),
        0,
        t.pointer(),
        t.when(),
        Optional.of(input),
        Optional.of(output),
        Optional.of(export),
        t.timeout(),
        t.then(),
        true,
        t.schemas(),
        t.step());
  }

  static Flow flow(Task... tasks) {
    return new Flow(new ArrayList<>(List.of(tasks)));
  }

  static Definition definition(Task... tasks) {
    return new Definition(
        "test",
        "1.0.0",
        Json.object(),
        false,
        false,
        Optional.empty(),
        flow(tasks),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        DataSchemas.NONE,
        Optional.empty());
  }
}
