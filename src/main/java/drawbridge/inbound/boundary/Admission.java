package drawbridge.inbound.boundary;

import drawbridge.inbound.boundary.filter.RateHeaders;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.control.IntakeBatcher;
import drawbridge.inbound.control.count.Rejections;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RateLimitDecision;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.request.Received;
import drawbridge.platform.Problem;
import drawbridge.platform.compute.ProcessorLimit;
import drawbridge.platform.compute.TooLong;
import drawbridge.platform.compute.Trials;
import drawbridge.run.control.RunAwaiter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Records, previews, answers and refuses authenticated requests. Shared by all inbound URLs. */
@ApplicationScoped
public class Admission {

  private static final System.Logger LOG = System.getLogger(Admission.class.getName());

  @Inject IntakeBatcher batcher;
  @Inject Intake intake;
  @Inject RunAwaiter awaiter;
  @Inject Rejections rejections;

  /**
   * Records the orders of selected events in one transaction; durable when this returns. Throws
   * when the store does not answer within the caller's patience. The orders may be recorded in that
   * case.
   *
   * @param acceptedStatus see {@link Receipt}
   * @param received the request for its row and its runs
   * @return empty when the workspace was removed
   */
  public Optional<Receipt> record(
      Caller caller, List<Selection> selections, int acceptedStatus, Received received) {
    Intake.Request request =
        new Intake.Request(
            caller.workspace().id(),
            caller.requestId(),
            selections,
            caller.trace(),
            Optional.of(received));
    Optional<List<Acceptance>> acceptances = batcher.accept(request, caller.patience());
    for (Acceptance each : acceptances.orElse(List.of())) {
      if (each instanceof Acceptance.Rejected rejected) {
        count(caller, rejected.problem().kind(), rejected.problem().inWords());
      }
    }
    return acceptances.map(it -> new Receipt(caller, it, acceptedStatus));
  }

  /**
   * Replies with what {@link #record} would do, within the CPU time of a trial. Stores nothing
   * (R7).
   */
  public Response preview(Caller caller, List<RunOrder> orders) {
    String workspace = caller.workspace().id();
    try {
      List<Acceptance> previewed =
          ProcessorLimit.within(Trials.LIMIT, () -> intake.preview(workspace, orders));
      return new Receipt(caller, previewed, Receipt.ACCEPTED).preview();
    } catch (TooLong e) {
      return refuse(caller, e.problem());
    }
  }

  /**
   * Replies at once, or after all runs ended or the wait is over (R6). A failure of the store
   * during the wait leads to the ordinary reply, since the runs are committed.
   */
  public CompletionStage<Response> reply(Receipt receipt, Optional<Duration> wait) {
    List<String> runs = receipt.runs();
    if (wait.isEmpty() || runs.isEmpty()) {
      return CompletableFuture.completedFuture(receipt.reply(Map.of()));
    }
    return CompletableFuture.completedFuture(runs)
        .thenCompose(awaited -> awaiter.await(awaited, wait.get()))
        .thenApply(receipt::reply)
        .exceptionally(failure -> receipt.reply(Map.of()));
  }

  /**
   * Adds the rate limit headers to the reply of this request.
   *
   * @return the 429 when the request is above a rate
   */
  public Optional<Response> limit(
      ContainerRequestContext request, Caller caller, RateLimitDecision decision) {
    RateHeaders.set(request, decision);
    return decision.isRefused()
        ? Optional.of(
            refuse(
                caller,
                Problem.of(
                    "too-many-requests",
                    "Too many requests",
                    429,
                    "The request exceeds the rate of the "
                        + decision.refusing()
                        + ". Send it again after Retry-After seconds.")))
        : Optional.empty();
  }

  /** Refuses a request and counts it under the first fault of the problem. */
  public Response refuse(Caller caller, Problem problem) {
    return refuse(caller, problem, problem.inWords());
  }

  /**
   * Refuses a request.
   *
   * @param why the reason under which it is counted; never part of the request
   */
  public Response refuse(Caller caller, Problem problem, String why) {
    count(caller, problem.kind(), why);
    return problem.equals(BodyReader.SENDER_GONE)
        ? withoutBody(caller)
        : problem.toResponse(caller.requestId());
  }

  /** A body cannot be sent to a closed connection; the server would log a stack trace. */
  private static Response withoutBody(Caller caller) {
    LOG.log(
        System.Logger.Level.INFO,
        "request {0}: the sender of workspace {1} closed the connection before the body ended;"
            + " nothing was recorded",
        caller.requestId(),
        caller.workspace().name());
    return Response.status(BodyReader.SENDER_GONE.status()).build();
  }

  /** Counts a rejection. A pointer in the detail may name a member as the sender did. */
  private void count(Caller caller, String kind, String detail) {
    String shown = caller.capture().hidden().address().masked(detail);
    rejections.count(caller.workspace().name(), kind, shown);
  }
}
