package drawbridge.admin.replay.boundary;

import drawbridge.admin.boundary.wire.Paging;
import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.replay.control.BulkReplays;
import drawbridge.admin.replay.control.ReplayCommands;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkState;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.UuidText;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Previews, starts, shows, pauses and cancels the bulk replays of a workspace. */
@Path("admin/workspaces/{workspace}/replays")
@OperatorsOnly
@RequestScoped
public class ReplaysResource {

  @PathParam("workspace")
  String workspace;

  @PathParam("replay")
  String id;

  @Inject BulkReplays replays;
  @Inject ReplayCommands commands;
  @Inject ReplayStart replayStart;
  @Inject ReplayReplies replies;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Starts a replay of all runs that a query finds, or returns a preview. */
  @POST
  public Response start(InputStream in) throws IOException {
    Workspace owner = tenants.named(workspace);
    NewReplay body = RequestBody.required(in, headers, NewReplay.class);
    return replayStart.of(
        owner,
        body.query(),
        new ReplayStart.Options(
            body.definition(), body.skipSucceededSince(), body.rate(), body.preview()));
  }

  /** Returns a page of bulk replays, newest first. */
  @GET
  public Response list() {
    Workspace owner = tenants.named(workspace);
    Parameters parameters = QueryParameters.read(uri, Parameters.class);
    Page<BulkReplay, String> page =
        replays.list(
            owner.id(), Paging.after(parameters.cursor()), Paging.size(parameters.limit()));
    return Reply.ok(new Replays(replies.of(page.items()), page.next().orElse(null)));
  }

  /** Returns one bulk replay and its progress. */
  @GET
  @Path("{replay}")
  public Response show() {
    return replays
        .find(tenants.named(workspace).id(), id)
        .map(found -> Reply.ok(replies.of(List.of(found)).get(0)))
        .orElseThrow(Refused.notFound("bulk replay"));
  }

  /** Cancels a bulk replay. Runs that it has started continue. */
  @POST
  @Path("{replay}/cancel")
  public Response cancel() {
    return steer(BulkState.CANCELLED);
  }

  /** Pauses a bulk replay. */
  @POST
  @Path("{replay}/pause")
  public Response pause() {
    return steer(BulkState.PAUSED);
  }

  /** Resumes a bulk replay. */
  @POST
  @Path("{replay}/resume")
  public Response resume() {
    return steer(BulkState.RUNNING);
  }

  private Response steer(BulkState next) {
    return switch (commands.steer(tenants.named(workspace).id(), id, next)) {
      case YES -> Response.noContent().build();
      case UNKNOWN -> throw Refused.notFound("bulk replay").get();
      case ENDED -> throw Refused.conflict("replay-ended", "This bulk replay has ended.");
    };
  }

  /** The body of a bulk replay. */
  public record NewReplay(
      @NotNull(message = "must be an object") @Valid RunFilter query,
      @OneOf({Edition.ORIGINAL_LABEL, Edition.LATEST_LABEL}) @Nullable String definition,
      @Nullable Boolean skipSucceededSince,
      @Min(1) @Max(ReplayRequest.HIGHEST_RATE) @Nullable Integer rate,
      @Nullable Boolean preview) {}

  /** The query of a list. */
  public record Parameters(
      @UuidText(message = "must be the next of a page") @Nullable String cursor,
      @WholeNumber(min = 1, max = BulkReplays.LARGEST_PAGE) @Nullable String limit) {}

  /** A page of bulk replays; {@code next} is absent on the last page. */
  public record Replays(List<ReplayReply> replays, @Nullable String next) {}
}
