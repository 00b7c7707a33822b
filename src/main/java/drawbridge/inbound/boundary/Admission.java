package drawbridge.inbound.boundary;

import drawbridge.inbound.control.Intake;
import drawbridge.inbound.control.IntakeBatcher;
import drawbridge.inbound.control.Rejections;
import drawbridge.inbound.entity.RateLimitDecision;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.platform.Problem;
import drawbridge.run.control.RunAwaiter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What every address does for who was let in: records orders, and counts what it refuses. */
@ApplicationScoped
public class Admission {

  private static final System.Logger LOG = System.getLogger(Admission.class.getName());

  @Inject IntakeBatcher batcher;
  @Inject Intake intake;
  @Inject RunAwaiter awaiter;
  @Inject Rejections rejections;

  /**
   * Records what can be recorded; durable when this returns. Throws when the store does not answer
   * while the caller's patience lasts; it may have been recorded then.
   *
   * @return empty when the workspace was removed meanwhile
   */
  public Optional<Receipt> record(Caller caller, List<RunOrder> orders) {
    Optional<Receipt> receipt =
        batcher
            .accept(
                new Intake.Request(
                    caller.workspace().id(), caller.requestId(), orders, caller.trace()),
                caller.patience())
            .map(acceptances -> Receipt.of(caller, acceptances));
    receipt.ifPresent(
        it -> it.rejected().forEach(detail -> count(caller, "no-such-workflow", detail)));
    return receipt;
  }

  /** What {@link #record} would do; nothing is stored (R7). */
  public Receipt preview(Caller caller, List<RunOrder> orders) {
    return Receipt.of(caller, intake.preview(caller.workspace().id(), orders));
  }

  /**
   * Replies at once, or when the runs have ended or the time is over (R6). From the commit on the
   * sender is told so, even if the store fails while the reply waits.
   */
  public CompletionStage<Response> reply(Receipt receipt, Optional<Duration> wait) {
    List<String> runs = receipt.runs();
    if (wait.isEmpty() || runs.isEmpty()) {
      return CompletableFuture.completedFuture(receipt.reply());
    }
    return CompletableFuture.completedFuture(runs)
        .thenCompose(awaited -> awaiter.await(awaited, wait.get()))
        .thenApply(receipt::reply)
        .exceptionally(failure -> receipt.reply());
  }

  /**
   * Has the rates told in the reply, whatever it will be.
   *
   * @return the 429 for a caller who comes too often
   */
  public Optional<Response> limit(
      ContainerRequestContext request, Caller caller, RateLimitDecision decision) {
    RateHeaders.note(request, decision);
    return decision.isRefused()
        ? Optional.of(
            refuse(
                caller,
                Problem.of(
                    "too-many-requests",
                    "Too many requests",
                    429,
                    "More requests than the rate of the " + decision.refusing() + " allows.")))
        : Optional.empty();
  }

  /** Refuses the request and counts it, by its first fault where it has several. */
  public Response refuse(Caller caller, Problem problem) {
    return refuse(caller, problem, problem.inWords());
  }

  /**
   * Refuses the request.
   *
   * @param why what it is counted under; nothing of the request is in it
   */
  public Response refuse(Caller caller, Problem problem, String why) {
    count(caller, problem.kind(), why);
    return problem.equals(Body.GONE) ? unheard(caller) : problem.toResponse(caller.requestId());
  }

  /** For a sender that is gone: whatever had a body would fail to be sent, at length in the log. */
  private static Response unheard(Caller caller) {
    LOG.log(
        System.Logger.Level.INFO,
        "request {0}: its sender, of workspace {1}, hung up in the middle of its body; nothing was"
            + " recorded",
        caller.requestId(),
        caller.workspace().name());
    return Response.status(Body.GONE.status()).build();
  }

  private void count(Caller caller, String kind, String detail) {
    rejections.count(caller.workspace().name(), kind, detail);
  }
}
