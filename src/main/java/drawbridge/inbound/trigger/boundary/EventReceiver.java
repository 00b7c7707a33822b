package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.boundary.Receipt;
import drawbridge.inbound.boundary.WaitPreference;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.entity.RoutedBody;
import drawbridge.inbound.request.Received;
import drawbridge.inbound.trigger.control.EventRouter;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads, routes, records and answers the events of verified requests. */
@ApplicationScoped
public class EventReceiver {

  private static final int NOT_ALLOWED = 405;

  @Inject Admission admission;
  @Inject TriggerCallLog calls;
  @Inject TriggerAnswers answers;
  @Inject RefusedRequests refused;
  @Inject InboundSettings settings;

  /**
   * Receives the events of a verified request. Refuses it when it cannot be read or routed, and
   * keeps it then if the trigger says so (T12).
   */
  public CompletionStage<Response> receive(
      TriggerCall call, Delivery delivery, ReceivedBody body, HttpHeaders headers) {
    return new EventRouter(call.setup(), settings.limits(), delivery, call.caller().capture())
        .read(
            body,
            announcesBody(headers),
            routed -> accept(call, body, routed, headers),
            problem -> refuse(call, body, problem));
  }

  private CompletionStage<Response> accept(
      TriggerCall call, ReceivedBody body, RoutedBody routed, HttpHeaders headers) {
    Setup setup = call.setup();
    int acceptedStatus = setup.answers().acceptedStatus();
    Caller caller = call.caller();
    Received received =
        Received.atTrigger(
            caller.request(),
            call.trigger().id(),
            routed.body(),
            setup.events().split().isPresent(),
            setup.takes().keepBody(),
            TriggerAnswers.answered(call, acceptedStatus));
    Optional<Receipt> receipt =
        admission.record(caller, routed.selections(), acceptedStatus, received);
    receipt.ifPresent(it -> calls.record(call, it.acceptances()));
    receipt
        .flatMap(Receipt::refusal)
        .ifPresent(
            problem -> {
              calls.refused(call, problem);
              refused.keep(call, problem, Optional.of(body.content()));
            });
    return receipt
        .map(it -> answers.answer(call, it, routed, WaitPreference.waiting(headers)))
        .orElseGet(() -> now(calls.refuse(call, Problem.notFound("trigger"))));
  }

  private CompletionStage<Response> refuse(TriggerCall call, ReceivedBody body, Problem problem) {
    refused.keep(call, problem, Optional.of(body.content()));
    Response reply = calls.refuse(call, problem);
    return now(
        problem.status() == NOT_ALLOWED
            ? Response.fromResponse(reply)
                .header(HttpHeaders.ALLOW, String.join(", ", call.setup().takes().methods()))
                .build()
            : reply);
  }

  /** Returns whether the head of the request announces a body (RFC 9112, 6). */
  private static boolean announcesBody(HttpHeaders headers) {
    String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? headers.getHeaderString("Transfer-Encoding") != null
        : !length.strip().equals("0");
  }

  private static CompletionStage<Response> now(Response reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
