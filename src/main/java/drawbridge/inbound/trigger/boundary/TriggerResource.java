package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.boundary.BodyReader;
import drawbridge.inbound.control.BodyLimits;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.control.verification.TriggerVerifier;
import drawbridge.inbound.trigger.control.verification.Verification;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import drawbridge.provider.handshake.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

  @Inject TriggerVerifier verifier;
  @Inject BodyReader bodies;
  @Inject BodyLimits limits;
  @Inject TriggerCallLog calls;
  @Inject EventReceiver events;
  @Inject RefusedRequests refused;
  @Inject PublicUrl url;
  @Context SecurityContext security;
  @Context Request request;
  @Context UriInfo uri;
  @Context HttpHeaders headers;

  /** Receives events, or answers a handshake. */
  @POST
  public CompletionStage<Response> post(InputStream bytes, @PathParam("trigger") String id) {
    return read(bytes, id);
  }

  /** Receives events, or answers a handshake. */
  @PUT
  public CompletionStage<Response> put(InputStream bytes, @PathParam("trigger") String id) {
    return read(bytes, id);
  }

  /** Receives events, or answers a handshake. */
  @PATCH
  public CompletionStage<Response> patch(InputStream bytes, @PathParam("trigger") String id) {
    return read(bytes, id);
  }

  /** Receives events, or answers a handshake. */
  @DELETE
  public CompletionStage<Response> delete(InputStream bytes, @PathParam("trigger") String id) {
    return read(bytes, id);
  }

  /** Receives events, or answers a handshake. */
  @GET
  public CompletionStage<Response> get(@PathParam("trigger") String id) {
    return verify(id, ReceivedBody.none());
  }

  /** Receives events, or answers a handshake. The reply has no body. */
  @HEAD
  public CompletionStage<Response> head(@PathParam("trigger") String id) {
    return verify(id, ReceivedBody.none()).thenApply(TriggerResource::withoutBody);
  }

  /** Answers a handshake. */
  @OPTIONS
  public CompletionStage<Response> options(@PathParam("trigger") String id) {
    return verify(id, ReceivedBody.none());
  }

  private CompletionStage<Response> read(InputStream bytes, String id) {
    Optional<Problem> refusal = BodyReader.codingRefusal(headers);
    return refusal.isPresent()
        ? refuseUnread(refusal.get())
        : bodies.read(
            call().caller(),
            headers,
            bytes,
            limits.ofTrigger(call().setup().takes().maxBody()),
            body -> verify(id, body),
            this::refuseUnread);
  }

  private CompletionStage<Response> verify(String id, ReceivedBody body) {
    Delivery delivery = delivery(id, body);
    return verifier
        .verify(call().matched(), delivery)
        .match(
            event -> events.receive(call(), delivery, body, headers),
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

  private CompletionStage<Response> answer(Answer.Given answer) {
    calls.handshake(call(), answer.effect());
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

  private static Response withoutBody(Response reply) {
    return Response.fromResponse(reply).entity(null).build();
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
        body);
  }

  private TriggerCall call() {
    return (TriggerCall) Objects.requireNonNull(security.getUserPrincipal());
  }
}
