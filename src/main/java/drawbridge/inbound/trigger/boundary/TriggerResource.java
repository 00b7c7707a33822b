package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.boundary.Body;
import drawbridge.inbound.boundary.BodyReader;
import drawbridge.inbound.boundary.Receipt;
import drawbridge.inbound.boundary.WaitPreference;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.control.TriggerOrder;
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
 * A trigger's address (CONTRACT §5): takes events, and answers the handshake it is set up for. One
 * object for all requests, as {@link drawbridge.inbound.boundary.InboundResource} is.
 */
@Path("inbound/{workspace}/triggers/{trigger}")
@TriggerAuthenticated
@ApplicationScoped
public class TriggerResource {

  private static final Problem UNSIGNED =
      Problem.of(
          "unauthenticated",
          "Unauthorized",
          401,
          "The request does not show what this trigger asks its sender for.");

  private static final Problem NOT_TAKEN =
      Problem.of("method-not-allowed", "Method not allowed", 405, "This address takes POST.");

  @Inject TriggerVerifier verifier;
  @Inject Admission admission;
  @Inject BodyReader bodies;
  @Inject TriggerCallLog outcomes;
  @Inject PublicUrl url;
  @Context SecurityContext security;
  @Context Request request;
  @Context UriInfo uri;
  @Context HttpHeaders headers;

  /** An event starts the trigger's workflow; a handshake is answered. */
  @POST
  public CompletionStage<Response> post(InputStream bytes, @PathParam("trigger") String id) {
    Body body = new Body(headers);
    Optional<Problem> refusal = body.encodingRefusal();
    return refusal.isPresent()
        ? refuse(refusal.get())
        : bodies.read(
            call().caller(), body, bytes, whole -> examine(delivery(id, whole)), this::refuse);
  }

  /** Only handshakes come this way. */
  @GET
  public CompletionStage<Response> get(@PathParam("trigger") String id) {
    return examine(delivery(id, new byte[0]));
  }

  /** Only handshakes come this way. */
  @HEAD
  public CompletionStage<Response> head(@PathParam("trigger") String id) {
    return get(id);
  }

  /** Only handshakes come this way. */
  @OPTIONS
  public CompletionStage<Response> options(@PathParam("trigger") String id) {
    return get(id);
  }

  private CompletionStage<Response> examine(Delivery delivery) {
    return verifier
        .examine(call().matched(), delivery)
        .match(() -> event(delivery), this::shaken, this::refused);
  }

  private CompletionStage<Response> event(Delivery delivery) {
    if (!delivery.method().equals("POST")) {
      return now(
          Response.fromResponse(outcomes.refuse(call(), NOT_TAKEN))
              .header("Allow", "POST")
              .build());
    }
    MediaType type = headers.getMediaType();
    return new TriggerOrder(call().setup())
        .read(
            delivery,
            type == null ? null : type.getType() + "/" + type.getSubtype(),
            type == null ? null : type.getParameters().get("charset"),
            this::accept,
            this::refuse);
  }

  private CompletionStage<Response> accept(RunOrder order) {
    Optional<Receipt> receipt = admission.record(call().caller(), List.of(order));
    receipt.ifPresent(it -> outcomes.note(call(), it.acceptances().get(0)));
    return receipt
        .map(it -> it.acceptedAs(call().setup().acceptedStatus()))
        .map(it -> admission.reply(it, WaitPreference.waiting(headers)))
        .orElseGet(() -> refuse(Problem.notFound("trigger")));
  }

  private CompletionStage<Response> shaken(Answer.Given answer) {
    outcomes.note(call(), "handshake");
    Response.ResponseBuilder reply = Response.status(answer.status());
    answer.headers().forEach(reply::header);
    answer.mediaType().ifPresent(type -> reply.type(type).entity(answer.body()));
    return now(reply.build());
  }

  private CompletionStage<Response> refused(Verification.Refused refused) {
    Problem problem =
        refused.status() == 401
            ? UNSIGNED
            : Problem.of("handshake-refused", "Handshake refused", refused.status(), refused.why());
    return now(outcomes.refuse(call(), problem, refused.why()));
  }

  private CompletionStage<Response> refuse(Problem problem) {
    return now(outcomes.refuse(call(), problem));
  }

  private static CompletionStage<Response> now(Response reply) {
    return CompletableFuture.completedFuture(reply);
  }

  private Delivery delivery(String id, byte[] body) {
    return new Delivery(
        request.getMethod(),
        url.of(uri.getBaseUri(), call().caller().workspace().name(), id),
        headers.getRequestHeaders(),
        uri.getQueryParameters(),
        body);
  }

  private TriggerCall call() {
    return (TriggerCall) Objects.requireNonNull(security.getUserPrincipal());
  }
}
