package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.boundary.BodyReader;
import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.boundary.Receipt;
import drawbridge.inbound.boundary.WaitPreference;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.request.Received;
import drawbridge.inbound.trigger.control.EventForm;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.control.TriggerVerifier;
import drawbridge.inbound.trigger.control.Verification;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import drawbridge.provider.handshake.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The URL of a trigger (CONTRACT §5): receives events, and answers the handshake that the trigger
 * is set up for. One instance serves all requests, as {@link
 * drawbridge.inbound.boundary.InboundResource} does.
 */
@Path("inbound/{workspace}/triggers/{trigger}")
@TriggerAuthenticated
@ApplicationScoped
public class TriggerResource {

  private static final Problem NOT_ALLOWED =
      Problem.of("method-not-allowed", "Method not allowed", 405, "Send events with POST.");

  @Inject TriggerVerifier verifier;
  @Inject Admission admission;
  @Inject BodyReader bodies;
  @Inject TriggerCallLog calls;
  @Inject TriggerAnswers answers;
  @Inject RefusedRequests refused;
  @Inject PublicUrl url;
  @Context SecurityContext security;
  @Context Request request;
  @Context UriInfo uri;
  @Context HttpHeaders headers;

  /** Starts the trigger's workflow for an event, or answers a handshake. */
  @POST
  public CompletionStage<Response> post(InputStream bytes, @PathParam("trigger") String id) {
    Optional<Problem> refusal = BodyReader.codingRefusal(headers);
    return refusal.isPresent()
        ? refuseUnread(refusal.get())
        : bodies.read(
            call().caller(),
            headers,
            bytes,
            bodies.limit(call().setup().takes().maxBody()),
            body -> verify(id, body),
            this::refuseUnread);
  }

  /** Answers a handshake. */
  @GET
  public CompletionStage<Response> get(@PathParam("trigger") String id) {
    return verify(id, ReceivedBody.none());
  }

  /** Answers a handshake. */
  @HEAD
  public CompletionStage<Response> head(@PathParam("trigger") String id) {
    return get(id);
  }

  /** Answers a handshake. */
  @OPTIONS
  public CompletionStage<Response> options(@PathParam("trigger") String id) {
    return get(id);
  }

  private CompletionStage<Response> verify(String id, ReceivedBody body) {
    Delivery delivery = delivery(id, body);
    return verifier
        .verify(call().matched(), delivery)
        .match(
            event -> receive(delivery, body),
            handshake -> answer(handshake.answer()),
            refused -> body.limit().map(this::refuse).orElseGet(() -> now(refusal(refused))));
  }

  /** An empty body has a media type, so that the server adds no problem to it. */
  private Response refusal(Verification.Refused refused) {
    Response reply = calls.refuse(call(), refused.problem(), refused.why());
    return refused.hasBody()
        ? reply
        : Response.fromResponse(reply).type(MediaType.TEXT_PLAIN_TYPE).entity("").build();
  }

  private CompletionStage<Response> receive(Delivery delivery, ReceivedBody body) {
    if (!delivery.method().equals("POST")) {
      return now(
          Response.fromResponse(calls.refuse(call(), NOT_ALLOWED)).header("Allow", "POST").build());
    }
    return new EventForm(call().setup(), call().caller().capture().hidden())
        .read(delivery, body, order -> accept(body, order), problem -> refuse(body, problem));
  }

  private CompletionStage<Response> accept(ReceivedBody body, RunOrder order) {
    int acceptedStatus = call().setup().answers().acceptedStatus();
    Caller caller = call().caller();
    Received received =
        Received.atTrigger(
            caller.request(),
            call().trigger().id(),
            order.runtime(),
            call().setup().takes().keepBody(),
            TriggerAnswers.answered(call(), acceptedStatus));
    Optional<Receipt> receipt = admission.record(caller, List.of(order), acceptedStatus, received);
    receipt.ifPresent(it -> calls.record(call(), it.acceptances().get(0)));
    receipt
        .flatMap(Receipt::refusal)
        .ifPresent(problem -> refused.keep(call(), problem, Optional.of(body.content())));
    return receipt
        .map(it -> answers.answer(call(), it, order, WaitPreference.waiting(headers)))
        .orElseGet(() -> refuse(Problem.notFound("trigger")));
  }

  private CompletionStage<Response> answer(Answer.Given answer) {
    calls.record(call(), "handshake");
    Response.ResponseBuilder reply = Response.status(answer.status());
    answer.headers().forEach(reply::header);
    answer.mediaType().ifPresent(type -> reply.type(type).entity(answer.body()));
    return now(reply.build());
  }

  /** Refuses a request whose body is unread. Only a trigger without a signature has verified it. */
  private CompletionStage<Response> refuseUnread(Problem problem) {
    if (call().setup().asks().signature().isEmpty()) {
      refused.keep(call(), problem, Optional.empty());
    }
    return refuse(problem);
  }

  /** Refuses a request that passed verification. */
  private CompletionStage<Response> refuse(ReceivedBody body, Problem problem) {
    refused.keep(call(), problem, Optional.of(body.content()));
    return refuse(problem);
  }

  private CompletionStage<Response> refuse(Problem problem) {
    return now(calls.refuse(call(), problem));
  }

  private static CompletionStage<Response> now(Response reply) {
    return CompletableFuture.completedFuture(reply);
  }

  private Delivery delivery(String id, ReceivedBody body) {
    return new Delivery(
        request.getMethod(),
        url.of(uri.getBaseUri(), call().caller().workspace().name(), id),
        headers.getRequestHeaders(),
        uri.getRequestUri().getRawQuery(),
        body.raw(),
        body::document);
  }

  private TriggerCall call() {
    return (TriggerCall) Objects.requireNonNull(security.getUserPrincipal());
  }
}
