package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.control.RunningServer;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.boundary.WorkspaceFiltered;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Describes the node. */
@Path("admin/server")
@OperatorsOnly
@WorkspaceFiltered
@RequestScoped
public class ServerResource {

  @Inject RunningServer server;

  /** Returns the version and the ages at which rows are removed. */
  @GET
  public Response show() {
    return Reply.ok(server.describe());
  }
}
