package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.list.RejectionLines;
import drawbridge.inbound.entity.Rejection;
import drawbridge.operator.boundary.OperatorsOnly;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Counts the requests that a workspace rejected. */
@Path("admin/workspaces/{workspace}/rejections")
@OperatorsOnly
@RequestScoped
public class RejectionsResource {

  private static final int MOST = 1_000;

  @Inject RejectionLines rejections;
  @Inject WorkspacePath tenants;

  /** Returns at most 1,000 kinds of rejections, latest first. */
  @GET
  public Response list(@PathParam("workspace") String workspace) {
    List<Rejection> found =
        rejections
            .find(tenants.named(workspace).name(), Optional.empty(), Optional.empty(), MOST)
            .items();
    return Reply.ok(new Rejections(found.stream().map(RejectionReply::of).toList()));
  }

  /** Kinds of rejections. */
  public record Rejections(List<RejectionReply> rejections) {}

  /** A kind of rejection, and how often it happened. */
  public record RejectionReply(
      String reason, String detail, long count, Instant firstAt, Instant lastAt) {

    static RejectionReply of(Rejection kind) {
      return new RejectionReply(
          kind.reason(), kind.detail(), kind.count(), kind.firstAt(), kind.lastAt());
    }
  }
}
