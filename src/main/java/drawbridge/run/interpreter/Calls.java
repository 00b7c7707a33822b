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

/** One visit of a {@code call: http}: started is durable before anything is sent (X2, X3). */
final class Calls {

  private static final String KIND = "call";

  private final Visit visit;
  private final TaskBody.CallHttp call;

  Calls(Visit visit, TaskBody.CallHttp call) {
    this.visit = visit;
    this.call = call;
  }

  Result run() throws RunTaken {
    if (visit.isDone()) {
      return Result.done(Leaves.stored(visit));
    }
    Result barred = visit.barred();
    if (barred != null) {
      return barred;
    }
    if (visit.old() != null && !visit.task().repeatable()) {
      String detail = "the call may have happened and must not be repeated (metadata.repeat)";
      return failed(Problem.of(Problem.Kind.OUTCOME_UNKNOWN, detail, visit.task()), shown());
    }
    return send();
  }

  private Result send() throws RunTaken {
    UsedSecrets secrets = UsedSecrets.of(visit.run().ports().secrets());
    Outgoing outgoing;
    try {
      outgoing = new Outgoing(call, visit.scope(visit.input(), secrets));
    } catch (ResolutionFailure e) {
      if (secrets.absent().isEmpty()) {
        throw e;
      }
      return withoutSecrets(secrets);
    }
    return secrets.absent().isEmpty() ? send(outgoing, secrets) : withoutSecrets(secrets);
  }

  /** Rather no call than one with an empty credential. */
  private Result withoutSecrets(UsedSecrets secrets) throws RunTaken {
    String names = secrets.absent().stream().sorted().collect(Collectors.joining("', '"));
    String detail = "the secret '" + names + "' is not configured (drawbridge.secrets.<name>)";
    return failed(Problem.of(Problem.Kind.CONFIGURATION, detail, visit.task()), null);
  }

  private Result send(Outgoing outgoing, UsedSecrets secrets) throws RunTaken {
    Http.Request request;
    visit.run().input().trace().ifPresent(outgoing::trace);
    try {
      request = outgoing.request(idempotencyKey(), left());
    } catch (IllegalArgumentException e) {
      String detail = "the request cannot be made: " + e.getMessage();
      return failed(Problem.of(Problem.Kind.CONFIGURATION, detail, visit.task()), null);
    }
    JsonNode shown =
        secrets.isUsed()
            ? new Outgoing(call, visit.scope(visit.input(), secrets.masked())).shown()
            : outgoing.shown();
    Mask mask = secrets.mask();
    if (secrets.isUsed()) {
      outgoing.credentials().forEach(mask::add);
    }
    if (visit.old() == null) {
      journal().commit(visit.record(KIND, Status.STARTED, shown, null, null, null));
    }
    return answered(
        visit.run().ports().http().send(request, visit.frame()::isStopped), mask, shown);
  }

  private Result answered(Http.Answer answer, Mask mask, JsonNode shown) throws RunTaken {
    if (answer instanceof Http.Abandoned) {
      if (Thread.currentThread().isInterrupted()) {
        throw new RunTaken("interrupted");
      }
      return Result.STOPPED;
    } else if (answer instanceof Http.NotSent) {
      return new Result.Suspended(null);
    } else if (answer instanceof Http.Refused refused) {
      return refused(refused, mask, shown);
    }
    Http.Answered got = (Http.Answered) answer;
    boolean good = got.status() / 100 == 2 || (call.redirect() && got.status() / 100 == 3);
    if (!good) {
      return failed(problem(got, mask), shown);
    }
    JsonNode output = output(got, mask, shown);
    int most = visit.run().limits().output();
    if (Size.isOver(most, output)) {
      return failed(Problem.limit("output per step", most, visit.task()), shown);
    }
    journal().commit(visit.record(KIND, Status.DONE, shown, output, null, null));
    return Result.done(output);
  }

  private Result refused(Http.Refused refused, Mask mask, JsonNode shown) throws RunTaken {
    Deadline deadline = visit.frame().deadline();
    boolean timedOut = refused.reason() == Http.Reason.TIMEOUT;
    if (timedOut && deadline.isPast(visit.run().ports().clock().instant())) {
      return new Result.Failed(Problem.late(deadline, visit.task()));
    }
    Problem.Kind kind =
        switch (refused.reason()) {
          case COMMUNICATION -> Problem.Kind.COMMUNICATION;
          case TIMEOUT -> Problem.Kind.TIMEOUT;
          case CONFIGURATION -> Problem.Kind.CONFIGURATION;
        };
    return failed(Problem.of(kind, mask.hide(refused.detail()), visit.task()), shown);
  }

  private Problem problem(Http.Answered got, Mask mask) {
    Problem problem =
        Problem.of(
            Problem.Kind.COMMUNICATION, "the answer's status is " + got.status(), visit.task());
    ObjectNode error = (ObjectNode) problem.error();
    error.put("status", got.status());
    error.set("headers", tree(mask.hide(got.headers())));
    JsonNode body = mask.hide(got.content());
    int most = visit.run().limits().output();
    return Problem.of(
        error.set(
            "body",
            Size.isOver(most, body) ? Json.NODES.textNode("(longer than the limit)") : body),
        visit.task());
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

  private Result failed(Problem problem, @Nullable JsonNode shown) throws RunTaken {
    journal().commit(visit.record(KIND, Status.FAILED, shown, null, problem.error(), null));
    return new Result.Failed(problem);
  }

  private @Nullable JsonNode shown() {
    StepRecord old = visit.old();
    return old == null ? null : old.input();
  }

  private Journal journal() {
    return visit.run().journal();
  }

  private String idempotencyKey() {
    return visit.run().input().runId() + ":" + visit.key();
  }

  private Duration left() {
    return Duration.between(visit.now(), visit.frame().deadline().at);
  }
}
