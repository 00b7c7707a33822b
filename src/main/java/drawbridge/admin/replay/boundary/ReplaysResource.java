package drawbridge.admin.replay.boundary;

import drawbridge.admin.boundary.wire.AdminBody;
import drawbridge.admin.boundary.wire.Editions;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Parameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.RunQueries;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.control.BulkReplays;
import drawbridge.admin.replay.control.BulkReplays.Steered;
import drawbridge.admin.replay.control.Previews;
import drawbridge.admin.replay.control.ReplayCommands;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.platform.Ids;
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
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** A workspace's bulk replays: looks ahead, starts, shows and steers them. */
@Path("admin/workspaces/{workspace}/replays")
@OperatorsOnly
@RequestScoped
public class ReplaysResource {

  @Inject BulkReplays replays;
  @Inject ReplayCommands commands;
  @Inject CurrentOperator currentOperator;
  @Inject Previews previews;
  @Inject WorkspacePath tenants;
  @Inject Clock clock;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Repeats all runs that a query finds, or says how many these are. */
  @POST
  public Response start(@PathParam("workspace") String workspace, InputStream in)
      throws IOException {
    Workspace owner = tenants.named(workspace);
    AdminBody body = AdminBody.required(in, headers);
    RunQuery query = RunQueries.all(body.parameters("query"));
    ReplayRequest wish =
        new ReplayRequest(
            Editions.of(body) == Edition.LATEST,
            body.flag("skipSucceededSince"),
            body.number("rate", 1, ReplayRequest.HIGHEST_RATE).orElse(ReplayRequest.USUAL_RATE),
            Optional.of(currentOperator.person().name()));
    boolean isPreview = body.flag("preview");
    body.end();
    return isPreview
        ? ReplayMembers.of(previews.of(owner.id(), query)).reply(200)
        : started(commands.start(owner.id(), query, wish));
  }

  private Response started(BulkReplay replay) {
    URI location = uri.getAbsolutePathBuilder().path(replay.id()).build();
    return Response.fromResponse(ReplayMembers.of(replay, clock.instant()).reply(202))
        .location(location)
        .build();
  }

  /** A page of them, newest first. */
  @GET
  public Response list(@PathParam("workspace") String workspace) {
    Workspace owner = tenants.named(workspace);
    Parameters parameters = new Parameters(uri);
    Optional<String> cursor = RunQueries.cursor(parameters);
    int limit = RunQueries.limit(parameters, BulkReplays.LARGEST_PAGE);
    parameters.end();
    BulkReplays.Page page = replays.list(owner.id(), cursor, limit);
    return new Members()
        .list("replays", page.replays(), each -> ReplayMembers.of(each, clock.instant()))
        .with("next", page.next().orElse(null))
        .reply(200);
  }

  /** One of them, and how far it is. */
  @GET
  @Path("{replay}")
  public Response show(@PathParam("workspace") String workspace, @PathParam("replay") String id) {
    Workspace owner = tenants.named(workspace);
    return Optional.of(id)
        .filter(Ids::isUuid)
        .flatMap(it -> replays.find(owner.id(), it.toLowerCase(Locale.ROOT)))
        .map(found -> ReplayMembers.of(found, clock.instant()).reply(200))
        .orElseThrow(Refused.notFound("bulk replay"));
  }

  /** Repeats no more; what was repeated goes on. */
  @POST
  @Path("{replay}/cancel")
  public Response cancel(@PathParam("workspace") String workspace, @PathParam("replay") String id) {
    return steer(workspace, id, commands::cancel);
  }

  /** Waits until it is resumed. */
  @POST
  @Path("{replay}/pause")
  public Response pause(@PathParam("workspace") String workspace, @PathParam("replay") String id) {
    return steer(workspace, id, commands::pause);
  }

  /** Goes on. */
  @POST
  @Path("{replay}/resume")
  public Response resume(@PathParam("workspace") String workspace, @PathParam("replay") String id) {
    return steer(workspace, id, commands::resume);
  }

  private Response steer(String workspace, String id, BiFunction<String, String, Steered> move) {
    Workspace owner = tenants.named(workspace);
    Steered steered =
        Ids.isUuid(id) ? move.apply(owner.id(), id.toLowerCase(Locale.ROOT)) : Steered.UNKNOWN;
    return switch (steered) {
      case YES -> Response.noContent().build();
      case UNKNOWN -> throw Refused.notFound("bulk replay").get();
      case ENDED -> throw Refused.conflict("replay-ended", "This bulk replay has ended.");
    };
  }
}
