package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.Condition;
import drawbridge.expression.Value;
import drawbridge.platform.Json;
import drawbridge.workflow.step.Definition;
import drawbridge.workflow.step.Flow;
import drawbridge.workflow.step.Next;
import drawbridge.workflow.step.Span;
import drawbridge.workflow.step.Step;
import drawbridge.workflow.step.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short words for building definitions by hand. */
final class Flows {

  private Flows() {}

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

  static Step.Set set(String text) {
    return new Step.Set(json(text));
  }

  static Span span(Duration length) {
    return scope -> length;
  }

  static Step.Wait pause(Duration length) {
    return new Step.Wait(span(length));
  }

  static Step.Raise raise(String kind) {
    return new Step.Raise(
        json(
            "{'type':'https://serverlessworkflow.io/spec/1.0.0/errors/"
                + kind
                + "','status':500}"));
  }

  static Step.CallHttp get(String endpoint) {
    return get(json("'" + endpoint + "'"));
  }

  static Step.CallHttp get(Value endpoint) {
    return new Step.CallHttp(
        json("'GET'"),
        endpoint,
        json("{}"),
        json("{}"),
        Optional.empty(),
        Optional.empty(),
        Step.CallHttp.Output.CONTENT,
        false);
  }

  static Step.Try attempt(Flow flow, Step.Catch caught) {
    return new Step.Try(flow, caught);
  }

  static Step.Catch caught(Step.@Nullable Retry retry, @Nullable Flow flow) {
    return new Step.Catch(
        Map.of(),
        "error",
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(retry),
        Optional.ofNullable(flow));
  }

  static Step.Retry retry(int attempts, Duration delay) {
    return new Step.Retry(
        Optional.empty(),
        Optional.empty(),
        Optional.of(span(delay)),
        Step.Backoff.EXPONENTIAL,
        Optional.empty(),
        Optional.empty(),
        Optional.of(attempts),
        Optional.empty(),
        Optional.empty());
  }

  static Task task(String name, Step step) {
    return task(name, step, Next.CONTINUE);
  }

  static Task task(String name, Step step, Next then) {
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
        t.step());
  }

  static Flow flow(Task... tasks) {
    return new Flow(new ArrayList<>(List.of(tasks)));
  }

  static Definition definition(Task... tasks) {
    return new Definition(
        "test", "1.0.0", false, Optional.empty(), flow(tasks), Optional.empty(), Optional.empty());
  }
}
