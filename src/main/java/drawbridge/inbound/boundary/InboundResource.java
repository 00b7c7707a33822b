package drawbridge.inbound.boundary;

import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.control.Reception;
import drawbridge.inbound.control.Rejections;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.WorkflowRequest;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.store.Patience;
import drawbridge.run.control.Endings;
import drawbridge.run.control.Ledger;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The workflow request URL (CONTRACT §1 to §4). */
@Path("inbound/{workspace}")
@Authenticated
@RequestScoped
public class InboundResource {

  @Inject Reception reception;
  @Inject Intake intake;
  @Inject Ledger ledger;
  @Inject Endings endings;
  @Inject Rejections rejections;
  @Inject InboundSettings settings;
  @Inject Clock clock;
  @Context ContainerRequestContext request;
  @Context HttpHeaders headers;

  /** Starts workflows: one run for a request, or one for each entry of its batch. */
  @POST
  public CompletionStage<Response> start(
      InputStream bytes, @QueryParam("dryRun") @DefaultValue("false") String dryRun) {
    Body body = new Body(headers);
    Optional<Problem> refusal = body.refusal().or(() -> refusalOf(dryRun));
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    return body.read(bytes, settings.limits())
        .match(
            read -> dryRun.equals("true") ? preview(read) : accept(read),
            this::malformed,
            this::tooLarge);
  }

  /** How a run of this workspace stands (R4). */
  @GET
  @Path("runs/{run}")
  public Response run(@PathParam("run") String id) {
    return ledger
        .find(workspace().id(), id)
        .map(run -> Response.ok(new RunStatus(run).toJson(), "application/json").build())
        .orElseGet(() -> Problem.notFound("run").toResponse(newId()));
  }

  /** From the commit on the sender is told so, even if the store fails while the reply waits. */
  private CompletionStage<Response> accept(WorkflowRequest read) {
    String requestId = newId();
    return reception
        .accept(workspace().id(), requestId, read.orders(), patience())
        .map(acceptances -> receipt(new Receipt(workspace().name(), requestId, acceptances)))
        .orElseGet(
            () -> CompletableFuture.completedFuture(SecretFilter.unauthenticated(requestId)));
  }

  private CompletionStage<Response> receipt(Receipt receipt) {
    receipt.rejected().forEach(detail -> count("no-such-workflow", detail));
    Optional<Duration> wait =
        Preference.waiting(headers.getRequestHeaders().getOrDefault("Prefer", List.of()));
    List<String> runs = receipt.runs();
    if (wait.isEmpty() || runs.isEmpty()) {
      return CompletableFuture.completedFuture(receipt.reply());
    }
    return CompletableFuture.completedFuture(runs)
        .thenCompose(awaited -> endings.await(awaited, wait.get()))
        .thenApply(receipt::reply)
        .exceptionally(failure -> receipt.reply());
  }

  private CompletionStage<Response> preview(WorkflowRequest read) {
    List<Acceptance> acceptances = intake.preview(workspace().id(), read.orders());
    return CompletableFuture.completedFuture(
        new Receipt(workspace().name(), newId(), acceptances).preview());
  }

  private CompletionStage<Response> malformed(List<Fault> faults) {
    Fault first = faults.get(0);
    return refuse(Problem.malformed(faults), first.pointer() + " " + first.detail());
  }

  private CompletionStage<Response> tooLarge(String detail) {
    return refuse(Problem.of("too-large", "Content too large", 413, detail));
  }

  private static Optional<Problem> refusalOf(String dryRun) {
    return dryRun.equals("true") || dryRun.equals("false")
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                "malformed-request",
                "Malformed request",
                400,
                "The query parameter dryRun is true or false."));
  }

  private CompletionStage<Response> refuse(Problem problem) {
    return refuse(problem, Objects.requireNonNullElse(problem.detail(), problem.title()));
  }

  /** The connection ends where the body was too large, so that nobody need read the rest. */
  private CompletionStage<Response> refuse(Problem problem, String counted) {
    count(problem.kind(), counted);
    Response reply = problem.toResponse(newId());
    return CompletableFuture.completedFuture(
        problem.status() == 413
            ? Response.fromResponse(reply).header("Connection", "close").build()
            : reply);
  }

  private void count(String kind, String detail) {
    rejections.count(workspace().name(), kind, detail);
  }

  private Workspace workspace() {
    return (Workspace) request.getProperty(SecretFilter.WORKSPACE);
  }

  private Patience patience() {
    return (Patience) Objects.requireNonNull(request.getProperty(SecretFilter.PATIENCE));
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
