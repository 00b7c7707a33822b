package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.inbound.control.RejectionLedger;
import drawbridge.inbound.entity.Rejection;
import drawbridge.operator.boundary.OperatorsOnly;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What a workspace refused, and how often. */
@Path("admin/workspaces/{workspace}/rejections")
@OperatorsOnly
@RequestScoped
public class RejectionsResource {

  @Inject RejectionLedger rejections;
  @Inject WorkspacePath tenants;

  /** The latest first, at most 1,000 kinds. */
  @GET
  public Response list(@PathParam("workspace") String workspace) {
    List<Rejection> found = rejections.of(tenants.named(workspace).name());
    return new Members().list("rejections", found, RejectionsResource::members).reply(200);
  }

  private static Members members(Rejection rejection) {
    return new Members()
        .with("reason", rejection.reason())
        .with("detail", rejection.detail())
        .with("count", rejection.count())
        .with("firstAt", rejection.firstAt())
        .with("lastAt", rejection.lastAt());
  }
}
