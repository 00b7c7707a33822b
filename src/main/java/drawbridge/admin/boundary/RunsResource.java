package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.AdminBody;
import drawbridge.admin.boundary.wire.Editions;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Parameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.RunMembers;
import drawbridge.admin.boundary.wire.RunQueries;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.runs.RunCommands;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Ids;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.RunAges;
import drawbridge.run.control.Steps;
import drawbridge.run.entity.Run;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** A workspace's runs: finds, shows, cancels and repeats them. */
@Path("admin/workspaces/{workspace}/runs")
@OperatorsOnly
@RequestScoped
public class RunsResource {

  @Inject RunSearch search;
  @Inject RunCommands commands;
  @Inject Ledger ledger;
  @Inject Steps steps;
  @Inject RunAges ages;
  @Inject Clock clock;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** A page of those that were asked for, newest first. */
  @GET
  public Response find(@PathParam("workspace") String workspace) {
    Workspace owner = tenants.named(workspace);
    RunSearch.Page page = search.find(owner.id(), RunQueries.page(new Parameters(uri)));
    return new Members()
        .list("runs", page.runs(), RunMembers::of)
        .with("next", page.next().orElse(null))
        .reply(200);
  }

  /** A run with input, output, problem and lineage. */
  @GET
  @Path("{run}")
  public Response show(@PathParam("workspace") String workspace, @PathParam("run") String id) {
    Run run = run(workspace, id);
    return RunMembers.of(run, search.lineage(run)).reply(200);
  }

  /** The journal of a run, in the order of writing; says so where it is too old to be kept. */
  @GET
  @Path("{run}/steps")
  public Response steps(@PathParam("workspace") String workspace, @PathParam("run") String id) {
    Run run = run(workspace, id);
    Members answer = new Members().list("steps", steps.of(run.id()), RunMembers::of);
    if (ages.steps().isPassedBy(run.endedAt(), clock.instant())) {
      answer.with("removed", true);
    }
    return answer.reply(200);
  }

  /** Asks a run and its children to stop; a run that has ended stays as it is. */
  @POST
  @Path("{run}/cancel")
  public Response cancel(@PathParam("workspace") String workspace, @PathParam("run") String id) {
    commands.cancel(run(workspace, id));
    return Response.accepted().build();
  }

  /** Runs the same data once more, as a new run, from the top or from a step on. */
  @POST
  @Path("{run}/replay")
  public Response replay(
      @PathParam("workspace") String workspace, @PathParam("run") String id, InputStream in)
      throws IOException {
    Run original = run(workspace, id);
    AdminBody body = AdminBody.optional(in, headers);
    Edition edition = Editions.of(body);
    Optional<String> from = body.text("from");
    body.end();
    return commands
        .replay(original, edition, from)
        .match(
            opened ->
                new Members()
                    .with("runId", opened.runId())
                    .with("location", location(opened.runId()))
                    .reply(201),
            impossible -> {
              throw cannotReplay(impossible.detail());
            });
  }

  private static Refused cannotReplay(String detail) {
    return Refused.with("cannot-replay", "Cannot replay", 422, detail);
  }

  private String location(String run) {
    return "/api/admin/workspaces/"
        + uri.getPathParameters().getFirst("workspace")
        + "/runs/"
        + run;
  }

  private Run run(String workspace, String id) {
    Workspace owner = tenants.named(workspace);
    return Optional.of(id)
        .filter(Ids::isUuid)
        .flatMap(it -> ledger.find(owner.id(), it.toLowerCase(Locale.ROOT)))
        .orElseThrow(Refused.notFound("run"));
  }
}
