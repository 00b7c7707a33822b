package drawbridge.inbound.boundary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.control.Rejections;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.Reading;
import drawbridge.inbound.entity.WorkflowRequest;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.Json;
import drawbridge.platform.Problem;
import drawbridge.run.control.Endings;
import drawbridge.run.control.Ledger;
import drawbridge.run.entity.Run;
import drawbridge.workspace.control.Stays;
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
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The workflow request URL (CONTRACT §1 to §4). */
@Path("inbound/{workspace}")
@Authenticated
@RequestScoped
public class InboundResource {

  @Inject Stays stays;
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
      InputStream body, @QueryParam("dryRun") @DefaultValue("false") String dryRun)
      throws IOException {
    if (!Body.isJson(headers.getMediaType())) {
      return refuse(
          "unsupported-media-type",
          "Unsupported media type",
          415,
          "Send application/json in UTF-8.");
    }
    if (!dryRun.equals("true") && !dryRun.equals("false")) {
      return refuse(
          "malformed-request",
          "Malformed request",
          400,
          "The query parameter dryRun is true or false.");
    }
    Optional<byte[]> bytes = Body.read(body, headers.getLength(), settings.limits().maxBody());
    if (bytes.isEmpty()) {
      return tooLarge("The body is longer than " + settings.limits().maxBody() + " bytes.");
    }
    Reading reading = WorkflowRequest.read(bytes.get(), settings.limits());
    return reading.match(
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
        .map(run -> Response.ok(status(run), "application/json").build())
        .orElseGet(() -> Problem.notFound("run").toResponse(newId()));
  }

  private CompletionStage<Response> accept(WorkflowRequest read) {
    String requestId = newId();
    Optional<List<Acceptance>> recorded =
        stays.during(
            workspace().id(), () -> intake.accept(workspace().id(), requestId, read.orders()));
    return recorded
        .map(acceptances -> receipt(requestId, acceptances))
        .orElseGet(
            () -> CompletableFuture.completedFuture(SecretFilter.unauthenticated(requestId)));
  }

  private CompletionStage<Response> receipt(String requestId, List<Acceptance> acceptances) {
    Receipt receipt = new Receipt(workspace().name(), requestId, acceptances);
    countRejected(acceptances);
    Optional<Duration> wait =
        Preference.waiting(headers.getRequestHeaders().getOrDefault("Prefer", List.of()));
    List<String> runs = acceptances.stream().flatMap(a -> a.run().stream()).distinct().toList();
    if (wait.isEmpty() || runs.isEmpty()) {
      return CompletableFuture.completedFuture(receipt.reply());
    }
    return endings.await(runs, wait.get()).thenApply(receipt::reply);
  }

  private CompletionStage<Response> preview(WorkflowRequest read) {
    List<Acceptance> acceptances = intake.preview(workspace().id(), read.orders());
    return CompletableFuture.completedFuture(
        new Receipt(workspace().name(), newId(), acceptances).preview());
  }

  private CompletionStage<Response> malformed(List<Fault> faults) {
    rejections.count(
        workspace().name(), "malformed", faults.get(0).pointer() + " " + faults.get(0).detail());
    return CompletableFuture.completedFuture(Problem.malformed(faults).toResponse(newId()));
  }

  private CompletionStage<Response> tooLarge(String detail) {
    rejections.count(workspace().name(), "too-large", detail);
    Response refused =
        Problem.of("too-large", "Content too large", 413, detail).toResponse(newId());
    return CompletableFuture.completedFuture(
        Response.fromResponse(refused).header("Connection", "close").build());
  }

  private CompletionStage<Response> refuse(String kind, String title, int status, String detail) {
    rejections.count(workspace().name(), kind, detail);
    return CompletableFuture.completedFuture(
        Problem.of(kind, title, status, detail).toResponse(newId()));
  }

  private void countRejected(List<Acceptance> acceptances) {
    for (Acceptance acceptance : acceptances) {
      if (acceptance instanceof Acceptance.Rejected rejected) {
        rejections.count(workspace().name(), "no-such-workflow", rejected.detail());
      }
    }
  }

  private static ObjectNode status(Run run) {
    ObjectNode status =
        Json.object()
            .put("runId", run.id())
            .put("status", run.state().label())
            .put("workflow", run.workflowName())
            .put("version", run.version());
    put(status, "acceptedAt", run.acceptedAt());
    put(status, "startedAt", run.startedAt());
    put(status, "endedAt", run.endedAt());
    if (run.uid() != null) {
      status.put("uid", run.uid());
    }
    if (run.output() != null) {
      status.set("output", Json.read(run.output()));
    }
    if (run.problem() != null) {
      status.set("problem", Json.read(run.problem()));
    }
    return status;
  }

  private static void put(ObjectNode status, String member, @Nullable Instant time) {
    if (time != null) {
      status.put(member, time.toString());
    }
  }

  private Workspace workspace() {
    return (Workspace) request.getProperty(SecretFilter.WORKSPACE);
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
