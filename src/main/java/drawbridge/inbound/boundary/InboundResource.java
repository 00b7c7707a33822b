package drawbridge.inbound.boundary;

import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.entity.RequestForm;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.request.Received;
import drawbridge.platform.Problem;
import drawbridge.run.control.Ledger;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The workflow request URL (CONTRACT §1 to §4). One instance serves all requests: the injected
 * {@code @Context} proxies refer to the request of the current thread (Jakarta REST 3.1, §10.1).
 */
@Path("inbound/{workspace}")
@Authenticated
@ApplicationScoped
public class InboundResource {

  @Inject Admission admission;
  @Inject BodyReader bodies;
  @Inject Ledger ledger;
  @Inject InboundSettings settings;
  @Context SecurityContext security;
  @Context HttpHeaders headers;

  /** Starts one run for a request, or one run for each entry of its batch. */
  @POST
  public CompletionStage<Response> start(
      InputStream bytes, @QueryParam("dryRun") @DefaultValue("false") String dryRun) {
    Optional<Problem> refusal = BodyReader.refusal(headers).or(() -> refusalOf(dryRun));
    return refusal.isPresent()
        ? refuse(refusal.get())
        : bodies.read(
            caller(), headers, bytes, whole -> start(whole, dryRun.equals("true")), this::refuse);
  }

  private CompletionStage<Response> start(ReceivedBody body, boolean isDryRun) {
    return RequestForm.read(
        body.content(),
        settings.limits(),
        body.memory(),
        orders ->
            isDryRun ? now(admission.preview(caller(), orders)) : accept(body.content(), orders),
        this::refuse);
  }

  /** Returns the status of a run of this workspace (R4). */
  @GET
  @Path("runs/{run}")
  public Response run(@PathParam("run") String id) {
    return ledger
        .find(caller().workspace().id(), id)
        .map(run -> Response.ok(new RunStatus(run).toJson(), "application/json").build())
        .orElseGet(() -> admission.refuse(caller(), Problem.notFound("run")));
  }

  private CompletionStage<Response> accept(byte[] body, List<RunOrder> orders) {
    Received received =
        Received.atWorkspace(
            caller().request(), body, Receipt.answered(caller(), Receipt.ACCEPTED));
    return admission
        .record(caller(), Selection.starting(orders), Receipt.ACCEPTED, received)
        .map(receipt -> admission.reply(receipt, WaitPreference.waiting(headers)))
        .orElseGet(() -> refuse(WorkspaceAuthenticator.UNAUTHENTICATED));
  }

  private CompletionStage<Response> refuse(Problem problem) {
    return now(admission.refuse(caller(), problem));
  }

  private static CompletionStage<Response> now(Response reply) {
    return CompletableFuture.completedFuture(reply);
  }

  private static Optional<Problem> refusalOf(String dryRun) {
    return dryRun.equals("true") || dryRun.equals("false")
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                "malformed-request",
                "Malformed request",
                400,
                "The query parameter dryRun must be true or false."));
  }

  private Caller caller() {
    return (Caller) Objects.requireNonNull(security.getUserPrincipal());
  }
}
