package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.Json;
import drawbridge.run.interpreter.StepRecord.Status;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Mask;
import drawbridge.run.outbound.UsedSecrets;
import drawbridge.workflow.model.TaskBody;
import drawbridge.workflow.model.TaskBody.CallHttp.Output;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Executes a {@code call: http}. Its start is durable before the request is sent (X2, X3). */
final class HttpTask {

  private static final String KIND = "call";

  private final TaskExecution execution;
  private final TaskBody.CallHttp call;

  HttpTask(TaskExecution execution, TaskBody.CallHttp call) {
    this.execution = execution;
    this.call = call;
  }

  TaskResult run() throws LeaseLost {
    if (execution.isDone()) {
      return TaskResult.done(SimpleTasks.stored(execution));
    }
    TaskResult obstacle = execution.obstacle();
    if (obstacle != null) {
      return obstacle;
    }
    if (execution.old() != null && !execution.task().repeatable()) {
      String detail = "the call may have happened, and metadata.repeat forbids to repeat it";
      return failed(
          TaskError.of(TaskError.Kind.OUTCOME_UNKNOWN, detail, execution.task()), shown());
    }
    return send();
  }

  private TaskResult send() throws LeaseLost {
    UsedSecrets secrets = UsedSecrets.of(execution.run().ports().secrets());
    HttpRequestValues outgoing;
    try {
      outgoing = new HttpRequestValues(call, execution.scope(execution.input(), secrets));
    } catch (ResolutionFailure e) {
      if (secrets.absent().isEmpty()) {
        throw e;
      }
      return withoutSecrets(secrets);
    }
    return secrets.absent().isEmpty() ? send(outgoing, secrets) : withoutSecrets(secrets);
  }

  /** Fails the task, because a call with an empty credential must not be sent. */
  private TaskResult withoutSecrets(UsedSecrets secrets) throws LeaseLost {
    String names = secrets.absent().stream().sorted().collect(Collectors.joining("', '"));
    String detail = "the secret '" + names + "' is not configured (drawbridge.secrets.<name>)";
    return failed(TaskError.of(TaskError.Kind.CONFIGURATION, detail, execution.task()), null);
  }

  private TaskResult send(HttpRequestValues outgoing, UsedSecrets secrets) throws LeaseLost {
    Http.Request request;
    execution.run().input().trace().ifPresent(outgoing::trace);
    try {
      request = outgoing.request(idempotencyKey(), left());
    } catch (IllegalArgumentException e) {
      String detail = "the request is invalid: " + e.getMessage();
      return failed(TaskError.of(TaskError.Kind.CONFIGURATION, detail, execution.task()), null);
    }
    JsonNode shown =
        secrets.isUsed()
            ? new HttpRequestValues(call, execution.scope(execution.input(), secrets.masked()))
                .shown()
            : outgoing.shown();
    Mask mask = secrets.mask();
    if (secrets.isUsed()) {
      outgoing.credentials().forEach(mask::add);
    }
    if (execution.old() == null) {
      journal().commit(execution.record(KIND, Status.STARTED, shown, null, null, null));
    }
    return answered(
        execution.run().ports().http().send(request, execution.frame()::isStopped), mask, shown);
  }

  private TaskResult answered(Http.Answer answer, Mask mask, JsonNode shown) throws LeaseLost {
    if (answer instanceof Http.Abandoned) {
      if (Thread.currentThread().isInterrupted()) {
        throw new LeaseLost("interrupted");
      }
      return TaskResult.STOPPED;
    } else if (answer instanceof Http.NotSent) {
      return new TaskResult.Suspended(null);
    } else if (answer instanceof Http.Refused refused) {
      return refused(refused, mask, shown);
    }
    Http.Answered got = (Http.Answered) answer;
    boolean good = got.status() / 100 == 2 || (call.redirect() && got.status() / 100 == 3);
    if (!good) {
      return failed(problem(got, mask), shown);
    }
    JsonNode output = output(got, mask, shown);
    int most = execution.run().limits().output();
    if (JsonLength.isOver(most, output)) {
      return failed(TaskError.limit("output per step", most, execution.task()), shown);
    }
    journal().commit(execution.record(KIND, Status.DONE, shown, output, null, null));
    return TaskResult.done(output);
  }

  private TaskResult refused(Http.Refused refused, Mask mask, JsonNode shown) throws LeaseLost {
    Deadline deadline = execution.frame().deadline();
    boolean timedOut = refused.reason() == Http.Reason.TIMEOUT;
    if (timedOut && deadline.isPast(execution.run().ports().clock().instant())) {
      return new TaskResult.Failed(TaskError.late(deadline, execution.task()));
    }
    TaskError.Kind kind =
        switch (refused.reason()) {
          case COMMUNICATION -> TaskError.Kind.COMMUNICATION;
          case TIMEOUT -> TaskError.Kind.TIMEOUT;
          case CONFIGURATION -> TaskError.Kind.CONFIGURATION;
        };
    return failed(TaskError.of(kind, mask.hide(refused.detail()), execution.task()), shown);
  }

  private TaskError problem(Http.Answered got, Mask mask) {
    TaskError problem =
        TaskError.of(
            TaskError.Kind.COMMUNICATION,
            "the answer's status is " + got.status(),
            execution.task());
    ObjectNode error = (ObjectNode) problem.error();
    error.put("status", got.status());
    error.set("headers", tree(mask.hide(got.headers())));
    JsonNode body = mask.hide(got.content());
    int most = execution.run().limits().output();
    return TaskError.of(
        error.set(
            "body",
            JsonLength.isOver(most, body) ? Json.NODES.textNode("(longer than the limit)") : body),
        execution.task());
  }

  private JsonNode output(Http.Answered got, Mask mask, JsonNode shown) {
    if (call.output() == Output.RAW) {
      return Json.NODES.textNode(Base64.getEncoder().encodeToString(mask.hide(got.raw())));
    }
    JsonNode content = mask.hide(got.content());
    if (call.output() == Output.CONTENT) {
      return content;
    }
    ObjectNode response = Json.object();
    ObjectNode request = response.putObject("request");
    request.set("method", shown.path("method"));
    request.set("uri", shown.path("endpoint"));
    request.set("headers", shown.path("headers"));
    response.put("statusCode", got.status());
    response.set("headers", tree(mask.hide(got.headers())));
    return response.set("content", content);
  }

  private static JsonNode tree(Map<String, String> headers) {
    ObjectNode tree = Json.object();
    headers.forEach(tree::put);
    return tree;
  }

  private TaskResult failed(TaskError problem, @Nullable JsonNode shown) throws LeaseLost {
    journal().commit(execution.record(KIND, Status.FAILED, shown, null, problem.error(), null));
    return new TaskResult.Failed(problem);
  }

  private @Nullable JsonNode shown() {
    StepRecord old = execution.old();
    return old == null ? null : old.input();
  }

  private Journal journal() {
    return execution.run().journal();
  }

  private String idempotencyKey() {
    return execution.run().input().runId() + ":" + execution.key();
  }

  private Duration left() {
    return Duration.between(execution.now(), execution.frame().deadline().at);
  }
}
