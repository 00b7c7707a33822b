package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.run.outbound.Caller;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.Mask;
import drawbridge.run.outbound.UsedSecrets;
import drawbridge.run.outbound.authorization.Authorization;
import drawbridge.run.outbound.authorization.Authorizer;
import drawbridge.workflow.model.TaskBody;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call. It is sent again with another authorization after a response of status 401, as often as
 * its scheme allows; all its requests have one {@code Idempotency-Key} (X24).
 */
final class OutgoingCall {

  private static final System.Logger LOG = System.getLogger(OutgoingCall.class.getName());
  private static final int UNAUTHORIZED = 401;

  private final TaskExecution execution;
  private final TaskBody.CallHttp call;
  private final UsedSecrets secrets;
  private final Mask mask;
  private Optional<Authorization> authorization;
  private HttpRequestValues values;
  private Http.@Nullable Request request;

  /**
   * Resolves the values of the call.
   *
   * @throws drawbridge.expression.ResolutionFailure as {@link HttpRequestValues} does
   */
  OutgoingCall(
      TaskBody.CallHttp call,
      TaskExecution execution,
      UsedSecrets secrets,
      Optional<Authorization> authorization) {
    this.execution = execution;
    this.call = call;
    this.secrets = secrets;
    this.authorization = authorization;
    this.values = new HttpRequestValues(call, execution, secrets, authorization);
    this.mask = secrets.mask();
  }

  /** Returns the caller of the calls of this task, with the time that it has left. */
  static Caller caller(TaskExecution execution) {
    return new Caller(
        execution.run().input().workspace(), left(execution), execution.frame()::isStopped);
  }

  private static Duration left(TaskExecution execution) {
    Instant now = execution.run().ports().clock().instant();
    return Duration.between(now, execution.frame().deadline().at);
  }

  /**
   * Makes the request.
   *
   * @throws IllegalArgumentException naming the invalid part, never its value
   */
  void prepare(String idempotencyKey) {
    execution.run().input().trace().ifPresent(values::trace);
    request = values.request(idempotencyKey, left(execution), masked());
    authorization.ifPresent(it -> it.secrets().forEach(mask::add));
  }

  /** Returns the values for the journal, without secrets and credentials. */
  JsonNode shown() {
    return masked().shown();
  }

  private HttpRequestValues masked() {
    boolean isMasked = secrets.isUsed() || authorization.isPresent();
    return isMasked
        ? new HttpRequestValues(
            call, execution, secrets.masked(), authorization.map(Authorization::masked))
        : values;
  }

  /** Returns the mask of all secrets that the call has used so far. */
  Mask mask() {
    return mask;
  }

  /** Sends the prepared request, and repetitions that its authorization wants. Blocks. */
  Http.Answer send(String idempotencyKey) {
    while (true) {
      Http.Answer answer = sendOnce();
      if (authorization.isEmpty()
          || !(answer instanceof Http.Answered got && got.status() == UNAUTHORIZED)) {
        return answer;
      }
      Optional<Authorizer.Result> next = authorization.get().after(got, caller(execution));
      if (next.isEmpty()) {
        return answer;
      } else if (next.get() instanceof Authorizer.Unauthorized failed) {
        return failed.answer();
      }
      if (call.authentication().filter(it -> it.scheme().isByToken()).isPresent()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "run {0}: the server refused a token with status 401; the call is sent with a new one",
            execution.run().input().runId());
      }
      authorization = Optional.of((Authorization) next.get());
      values = new HttpRequestValues(call, execution, secrets, authorization);
      try {
        prepare(idempotencyKey);
      } catch (IllegalArgumentException e) {
        return new Http.Refused(
            Http.Reason.CONFIGURATION, "the request is invalid: " + e.getMessage());
      }
    }
  }

  private Http.Answer sendOnce() {
    return left(execution).isNegative()
        ? new Http.Refused(Http.Reason.TIMEOUT, "no time left for the call")
        : execution
            .run()
            .ports()
            .http()
            .send(Objects.requireNonNull(request), execution.frame()::isStopped);
  }
}
