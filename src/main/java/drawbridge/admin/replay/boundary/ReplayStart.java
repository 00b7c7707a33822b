package drawbridge.admin.replay.boundary;

import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.control.Previews;
import drawbridge.admin.replay.control.ReplayCommands;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts or previews the bulk replay that a request asks for. */
@RequestScoped
public class ReplayStart {

  @Inject Previews previews;
  @Inject ReplayCommands commands;
  @Inject ReplayReplies replies;
  @Inject CurrentOperator currentOperator;
  @Context UriInfo uri;

  /** The members of a body that say how to replay. */
  public record Options(
      @Nullable String definition,
      @Nullable Boolean skipSucceededSince,
      @Nullable Integer rate,
      @Nullable Boolean preview) {

    private ReplayRequest request(String operator) {
      return new ReplayRequest(
          Edition.of(definition) == Edition.LATEST,
          Boolean.TRUE.equals(skipSucceededSince),
          rate == null ? ReplayRequest.USUAL_RATE : rate,
          Optional.of(operator));
    }
  }

  /** Replies 202 with the started bulk replay, or 200 with a preview. */
  public Response of(Workspace owner, RunFilter runs, Options options) {
    RunQuery query = runs.page(Optional.empty(), 1);
    if (Boolean.TRUE.equals(options.preview())) {
      return Reply.ok(previews.of(owner.id(), query));
    }
    BulkReplay started =
        commands.start(owner.id(), query, options.request(currentOperator.person().name()));
    Response reply = Reply.of(Response.Status.ACCEPTED, replies.of(List.of(started)).get(0));
    return Response.fromResponse(reply)
        .location(
            uri.getBaseUriBuilder()
                .path(ReplaysResource.class)
                .path(started.id())
                .build(owner.name()))
        .build();
  }
}
