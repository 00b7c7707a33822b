package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.boundary.Receipt;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RoutedBody;
import drawbridge.inbound.reply.RenderedReply;
import drawbridge.inbound.reply.ReplyData;
import drawbridge.inbound.reply.ReplyTemplate;
import drawbridge.inbound.reply.TriggerReply;
import drawbridge.run.control.RunAwaiter;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers recorded requests with the reply of their trigger (T11). The ordinary reply is sent
 * without one, after a rejected element, and when the data of the request do not fit the reply.
 */
@ApplicationScoped
public class TriggerAnswers {

  @Inject Admission admission;
  @Inject RunAwaiter awaiter;
  @Inject TriggerCallLog calls;

  /**
   * Returns what the row of a request says of its reply (C11): the status and media type that the
   * trigger defines, else those of the ordinary reply.
   */
  static Function<List<Acceptance>, ReceivedRequest.Answered> answered(
      TriggerCall call, int acceptedStatus) {
    var ordinary = Receipt.answered(call.caller(), acceptedStatus);
    Optional<ReplyTemplate> answer = call.setup().answers().reply().flatMap(TriggerReply::answer);
    return results ->
        answer
            .filter(it -> results.stream().noneMatch(Acceptance.Rejected.class::isInstance))
            .map(it -> new ReceivedRequest.Answered(it.status(), it.mediaType()))
            .orElseGet(() -> ordinary.apply(results));
  }

  /**
   * Replies at once, or after the wait that the trigger or the sender asks for. A wait holds no
   * thread. When the wait fails, the reply is that of a wait that is over, since the runs are
   * committed.
   *
   * @param body which the reply may refer to as its runtime data
   * @param wait the sender's own wait (R6); only the ordinary reply obeys it
   */
  public CompletionStage<Response> answer(
      TriggerCall call, Receipt receipt, RoutedBody body, Optional<Duration> wait) {
    Optional<TriggerReply> reply =
        call.setup().answers().reply().filter(it -> !receipt.hasRejected());
    Optional<ReplyTemplate> answer = reply.flatMap(TriggerReply::answer);
    if (answer.isEmpty()) {
      return admission.reply(receipt, wait);
    }
    List<String> runs = receipt.runs();
    ReplyData data =
        ReplyData.of(body.body(), call.caller().request().toJson(), runs.stream().findFirst());
    Optional<TriggerReply.FromRun> fromRun = reply.flatMap(TriggerReply::fromRun);
    return fromRun.isEmpty()
        ? send(call, receipt, answer, data)
        : answerFromRun(call, receipt, answer.get(), fromRun.get(), data);
  }

  private CompletionStage<Response> answerFromRun(
      TriggerCall call,
      Receipt receipt,
      ReplyTemplate answer,
      TriggerReply.FromRun fromRun,
      ReplyData data) {
    List<String> runs = receipt.runs();
    CompletionStage<Map<String, Run>> ended =
        runs.isEmpty()
            ? CompletableFuture.completedFuture(Map.of())
            : CompletableFuture.completedFuture(runs)
                .thenCompose(awaited -> awaiter.await(awaited, fromRun.within()))
                .exceptionally(failure -> Map.of());
    return ended.thenCompose(
        all ->
            all.values().stream()
                .filter(run -> run.state() == RunState.SUCCEEDED)
                .findFirst()
                .flatMap(run -> data.withOutput(run.output()))
                .map(whole -> send(call, receipt, Optional.of(answer), whole))
                .orElseGet(() -> send(call, receipt, fromRun.otherwise(), data)));
  }

  private CompletionStage<Response> send(
      TriggerCall call, Receipt receipt, Optional<ReplyTemplate> template, ReplyData data) {
    if (template.isEmpty()) {
      return admission.reply(receipt, Optional.empty());
    }
    return template
        .get()
        .render(data)
        .match(
            complete -> CompletableFuture.completedFuture(response(complete)),
            failed -> {
              calls.record(call, "reply-failed");
              return admission.reply(receipt, Optional.empty());
            });
  }

  private static Response response(RenderedReply.Complete reply) {
    Response.ResponseBuilder response = Response.status(reply.status());
    reply.headers().forEach(response::header);
    reply.contentType().ifPresent(type -> response.type(type).entity(reply.body()));
    return response.build();
  }
}
