package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Editions;
import drawbridge.admin.boundary.wire.Page;
import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.RunFilter;
import drawbridge.admin.boundary.wire.RunReply;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.runs.RunCommands;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Ids;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.UuidText;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.RunAges;
import drawbridge.run.control.Steps;
import drawbridge.run.entity.Run;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds, shows, cancels and replays the runs of a workspace. */
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

  /** Returns a page of the runs that pass the filter, newest first. */
  @GET
  public Response find(@PathParam("workspace") String workspace) {
    Workspace owner = tenants.named(workspace);
    Parameters parameters = QueryParameters.read(uri, Parameters.class);
    RunSearch.Page page = search.find(owner.id(), parameters.query());
    List<RunReply.Line> runs = page.runs().stream().map(RunReply.Line::of).toList();
    return Reply.ok(new Runs(runs, page.next().orElse(null)));
  }

  /** Returns a run with input, output, problem and lineage. */
  @GET
  @Path("{run}")
  public Response show(@PathParam("workspace") String workspace, @PathParam("run") String id) {
    Run run = run(workspace, id);
    return Reply.ok(RunReply.of(run, search.lineage(run)));
  }

  /** Returns the steps of a run, in the order of writing. */
  @GET
  @Path("{run}/steps")
  public Response steps(@PathParam("workspace") String workspace, @PathParam("run") String id) {
    Run run = run(workspace, id);
    List<RunReply.Entry> entries = steps.of(run.id()).stream().map(RunReply.Entry::of).toList();
    boolean isRemoved = ages.steps().isPassedBy(run.endedAt(), clock.instant());
    return Reply.ok(new Journal(entries, isRemoved ? true : null));
  }

  /** Cancels a run and its children. Does nothing to a run that has ended. */
  @POST
  @Path("{run}/cancel")
  public Response cancel(@PathParam("workspace") String workspace, @PathParam("run") String id) {
    commands.cancel(run(workspace, id));
    return Response.accepted().build();
  }

  /** Starts a new run with the same data, from the first step or from a named one. */
  @POST
  @Path("{run}/replay")
  public Response replay(
      @PathParam("workspace") String workspace, @PathParam("run") String id, InputStream in)
      throws IOException {
    Run original = run(workspace, id);
    Replay body = RequestBody.optional(in, headers, Replay.class);
    return commands
        .replay(original, Editions.of(body.definition()), Optional.ofNullable(body.from()))
        .match(
            opened -> Reply.created(new Replayed(opened.runId(), location(opened.runId()))),
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

  /** The query of a list. */
  public record Parameters(
      @Valid RunFilter filter,
      @UuidText(message = "must be the next of a page") @Nullable String cursor,
      @WholeNumber(min = 1, max = RunQuery.LARGEST_PAGE) @Nullable String limit) {

    RunQuery query() {
      return filter.page(Page.after(cursor), Page.size(limit));
    }
  }

  /** A page of runs; {@code next} is absent on the last page. */
  public record Runs(List<RunReply.Line> runs, @Nullable String next) {}

  /** The steps of a run; {@code removed} is true where retention has removed them. */
  public record Journal(List<RunReply.Entry> steps, @Nullable Boolean removed) {}

  /** The body of a replay. */
  public record Replay(
      @OneOf({Editions.ORIGINAL, Editions.LATEST}) @Nullable String definition,
      @Nullable String from) {}

  /** The run of a replay. */
  public record Replayed(String runId, String location) {}

  private Run run(String workspace, String id) {
    Workspace owner = tenants.named(workspace);
    return Optional.of(id)
        .filter(Ids::isUuid)
        .flatMap(it -> ledger.find(owner.id(), it.toLowerCase(Locale.ROOT)))
        .orElseThrow(Refused.notFound("run"));
  }
}
