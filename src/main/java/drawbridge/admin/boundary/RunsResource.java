package drawbridge.admin.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import drawbridge.admin.boundary.wire.Paging;
import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.RunReply;
import drawbridge.admin.boundary.wire.StoredJson;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.journal.RunTimelines;
import drawbridge.admin.control.runs.RunCommands;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.control.runs.RunLine;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.admin.control.runs.RunValue;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Sha256;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.UuidText;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.run.entity.Run;
import drawbridge.workflow.control.WorkflowGraphs;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds, shows, cancels and replays the runs of a workspace. */
@Path("admin/workspaces/{workspace}/runs")
@OperatorsOnly
@RequestScoped
public class RunsResource {

  @PathParam("workspace")
  String workspace;

  @PathParam("run")
  String id;

  @Inject RunSearch search;
  @Inject RunCommands commands;
  @Inject RunTimelines timelines;
  @Inject WorkflowGraphs graphs;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Returns a page of the runs that pass the filter, newest first. */
  @GET
  public Response find() {
    Workspace owner = tenants.named(workspace);
    Parameters parameters = QueryParameters.read(uri, Parameters.class);
    RunSearch.Page page = search.find(owner.id(), parameters.query());
    return Reply.ok(new Runs(page.runs(), page.next().orElse(null)));
  }

  /** Returns a run with input, output, problem and lineage. */
  @GET
  @Path("{run}")
  public Response show() {
    Run run = run();
    return Reply.ok(RunReply.of(run, search.lineage(run), search.requestOf(run).orElse(null)));
  }

  /** Returns all steps of a run without their values. */
  @GET
  @Path("{run}/timeline")
  public Response timeline(@Context Request request) {
    String timeline = JsonBinding.write(timelines.of(run()));
    EntityTag tag = new EntityTag(Sha256.hex(timeline.getBytes(UTF_8)));
    ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return unchanged == null
        ? Response.ok(timeline, MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"))
            .tag(tag)
            .build()
        : unchanged.build();
  }

  /** Returns the graph of the version that the run executes. */
  @GET
  @Path("{run}/graph")
  public Response graph() {
    return graphs.of(run().versionId()).map(Reply::ok).orElseThrow(Refused.notFound("graph"));
  }

  /** Returns a value of a run, as it is stored. */
  @GET
  @Path("{run}/values/{value}")
  public Response value(@PathParam("value") String value) {
    Run run = run();
    return RunValue.of(value)
        .flatMap(it -> search.value(run, it))
        .map(json -> StoredJson.of(json, run.id() + "-" + value))
        .orElseThrow(Refused.notFound("value"));
  }

  /** Cancels a run and its children. Does nothing to a run that has ended. */
  @POST
  @Path("{run}/cancel")
  public Response cancel() {
    commands.cancel(run());
    return Response.accepted().build();
  }

  /** Starts a new run with the same data, from the first step or from a named one. */
  @POST
  @Path("{run}/replay")
  public Response replay(InputStream in) throws IOException {
    Run original = run();
    Replay body = RequestBody.optional(in, headers, Replay.class);
    return commands
        .replay(original, Edition.of(body.definition()), Optional.ofNullable(body.from()))
        .match(
            opened -> Reply.created(new Replayed(opened.runId(), location(opened.runId()))),
            impossible -> {
              throw Refused.with("cannot-replay", "Cannot replay", 422, impossible.detail());
            });
  }

  private String location(String run) {
    return "/api/admin/workspaces/" + workspace + "/runs/" + run;
  }

  private Run run() {
    return search.find(tenants.named(workspace).id(), id).orElseThrow(Refused.notFound("run"));
  }

  /** The query of a list. */
  public record Parameters(
      @Valid RunFilter filter,
      @UuidText(message = "must be the next of a page") @Nullable String cursor,
      @WholeNumber(min = 1, max = RunQuery.LARGEST_PAGE) @Nullable String limit) {

    RunQuery query() {
      return filter.page(Paging.after(cursor), Paging.size(limit));
    }
  }

  /** A page of runs; {@code next} is absent on the last page. */
  public record Runs(List<RunLine> runs, @Nullable String next) {}

  /** The body of a replay. */
  public record Replay(
      @OneOf({Edition.ORIGINAL_LABEL, Edition.LATEST_LABEL}) @Nullable String definition,
      @Nullable String from) {}

  /** The run of a replay. */
  public record Replayed(String runId, String location) {}
}
