package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.compute.Turn;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonBytes;
import drawbridge.platform.json.JsonLimits;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord.Status;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Mask;
import drawbridge.run.outbound.UsedSecrets;
import drawbridge.run.outbound.authorization.Authorization;
import drawbridge.run.outbound.authorization.Authorizer;
import drawbridge.run.outbound.authorization.policy.Policy;
import drawbridge.workflow.model.TaskBody;
import drawbridge.workflow.model.TaskBody.CallHttp.Output;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Executes a {@code call: http}. Its start is durable before the request is sent (X2, X3). */
record HttpTask(TaskExecution execution, TaskBody.CallHttp call) {

  private static final String KIND = "call";

  TaskResult run() throws LeaseLost {
    if (execution.isDone()) {
      return TaskResult.done(execution.stored());
    }
    TaskResult obstacle = execution.obstacle();
    if (obstacle != null) {
      return obstacle;
    }
    if (execution.old() != null && !execution.task().repeatable()) {
      String detail = "the call may have happened, and metadata.repeat forbids to repeat it";
      return failed(TaskError.Kind.OUTCOME_UNKNOWN, detail, execution.shown());
    }
    return send();
  }

  private TaskResult send() throws LeaseLost {
    UsedSecrets secrets = new UsedSecrets(execution.run().ports().secrets());
    try {
      Optional<Policy> policy =
          call.authentication().map(it -> PolicyValues.of(it, execution, secrets));
      if (!secrets.absent().isEmpty()) {
        return withoutSecrets(secrets);
      }
      Optional<Authorizer.Result> result = policy.map(this::authorized);
      if (result.orElse(null) instanceof Authorizer.Unauthorized failed) {
        return failed.answer() instanceof Http.Refused refused
            ? refused(refused, secrets.mask(), null)
            : stopped();
      }
      OutgoingCall outgoing =
          new OutgoingCall(call, execution, secrets, result.map(Authorization.class::cast));
      return secrets.absent().isEmpty() ? send(outgoing) : withoutSecrets(secrets);
    } catch (ResolutionFailure e) {
      if (secrets.absent().isEmpty()) {
        throw e;
      }
      return withoutSecrets(secrets);
    }
  }

  private Authorizer.Result authorized(Policy policy) {
    Authorizer authorizer = execution.run().ports().authorizer();
    return Turn.whilePaused(() -> authorizer.authorize(policy, OutgoingCall.caller(execution)));
  }

  /** Fails the task, because a call with an empty credential must not be sent. */
  private TaskResult withoutSecrets(UsedSecrets secrets) throws LeaseLost {
    String names = secrets.absent().stream().sorted().collect(Collectors.joining("', '"));
    String detail = "the secret '" + names + "' is not configured (drawbridge.secrets.<name>)";
    return failed(TaskError.Kind.CONFIGURATION, detail, null);
  }

  private TaskResult send(OutgoingCall outgoing) throws LeaseLost {
    try {
      outgoing.prepare(idempotencyKey());
    } catch (IllegalArgumentException e) {
      String detail = "the request is invalid: " + e.getMessage();
      return failed(TaskError.Kind.CONFIGURATION, detail, null);
    }
    JsonNode shown = outgoing.shown();
    if (execution.old() == null) {
      execution.commit(KIND, Status.STARTED, shown, null);
    }
    String key = idempotencyKey();
    return answered(Turn.whilePaused(() -> outgoing.send(key)), outgoing.mask(), shown);
  }

  /** Returns a key that a repeated call has again, after a crash and in a retry (X3, X4). */
  private String idempotencyKey() {
    boolean perAttempt =
        call.keyPerAttempt() || execution.run().input().semantics().hasKeyPerAttempt();
    String key = execution.key();
    return execution.run().input().runId()
        + ":"
        + (perAttempt ? key : StepKeys.withoutAttempts(key));
  }

  private TaskResult answered(Http.Answer answer, Mask mask, JsonNode shown) throws LeaseLost {
    if (answer instanceof Http.Abandoned) {
      return stopped();
    } else if (answer instanceof Http.NotSent) {
      return new TaskResult.Suspended(null);
    } else if (answer instanceof Http.Refused refused) {
      return refused(refused, mask, shown);
    } else if (answer instanceof Http.Unreadable unreadable) {
      TaskError problem =
          TaskError.of(TaskError.Kind.COMMUNICATION, unreadable.detail(), execution.task());
      return execution.commitFailure(KIND, shown, withAnswer(problem, unreadable.answer(), mask));
    }
    Http.Answered got = (Http.Answered) answer;
    boolean good = got.status() / 100 == 2 || (call.redirect() && got.status() / 100 == 3);
    if (!good) {
      return execution.commitFailure(KIND, shown, problem(got, mask));
    }
    JsonNode output = output(got, mask, shown);
    Optional<String> fault = JsonLimits.fault(output);
    if (fault.isPresent()) {
      return failed(
          TaskError.Kind.COMMUNICATION, "the response cannot be kept: " + fault.get(), shown);
    }
    int most = execution.run().ports().limits().output();
    if (JsonBytes.of(output, most) > most) {
      TaskError limit = TaskError.limit("output per step", most, execution.task());
      return execution.commitFailure(KIND, shown, limit);
    }
    execution.commit(KIND, Status.DONE, shown, output);
    return TaskResult.done(output);
  }

  private static TaskResult stopped() throws LeaseLost {
    if (Thread.currentThread().isInterrupted()) {
      throw new LeaseLost("interrupted");
    }
    return TaskResult.STOPPED;
  }

  private TaskResult refused(Http.Refused refused, Mask mask, @Nullable JsonNode shown)
      throws LeaseLost {
    Deadline deadline = execution.frame().deadline();
    boolean timedOut = refused.reason() == Http.Reason.TIMEOUT;
    if (timedOut && deadline.isPast(execution.run().ports().clock().instant())) {
      return new TaskResult.Failed(TaskError.late(deadline, execution.task()));
    }
    TaskError.Kind kind =
        switch (refused.reason()) {
          case COMMUNICATION -> TaskError.Kind.COMMUNICATION;
          case TIMEOUT -> TaskError.Kind.TIMEOUT;
          case AUTHENTICATION -> TaskError.Kind.AUTHENTICATION;
          case CONFIGURATION -> TaskError.Kind.CONFIGURATION;
        };
    return failed(kind, mask.hide(refused.detail()), shown);
  }

  private TaskError problem(Http.Answered got, Mask mask) {
    TaskError problem =
        TaskError.of(
            TaskError.Kind.COMMUNICATION,
            "the answer's status is " + got.status(),
            execution.task());
    ((ObjectNode) problem.error()).put("status", got.status());
    return withAnswer(problem, got, mask);
  }

  /** Adds headers and body of the answer. Of a body beyond the limit, only the beginning. */
  private TaskError withAnswer(TaskError problem, Http.Answered got, Mask mask) {
    ObjectNode error = (ObjectNode) problem.error();
    int most = execution.run().ports().limits().output();
    error.set("headers", Json.MAPPER.valueToTree(mask.hide(got.headers())));
    JsonNode body = mask.hide(got.content());
    if (got.cut()) {
      BodyExcerpt.set(error, mask.hideBeginning(got.content().asText()));
    } else if (JsonBytes.of(body, most) > most) {
      BodyExcerpt.set(error, body.isTextual() ? body.textValue() : Json.write(body));
    } else {
      error.set("body", body);
    }
    return problem;
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
    response.set("headers", Json.MAPPER.valueToTree(mask.hide(got.headers())));
    return response.set("content", content);
  }

  private TaskResult failed(TaskError.Kind kind, String detail, @Nullable JsonNode shown)
      throws LeaseLost {
    return execution.commitFailure(KIND, shown, TaskError.of(kind, detail, execution.task()));
  }
}
