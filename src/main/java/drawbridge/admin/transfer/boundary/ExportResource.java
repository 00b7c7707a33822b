package drawbridge.admin.transfer.boundary;

import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.transfer.control.Exports;
import drawbridge.admin.transfer.entity.Archive;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Exports a workspace as files. */
@Path("admin/workspaces/{workspace}/export")
@OperatorsOnly
@RequestScoped
public class ExportResource {

  @Inject Exports exports;
  @Inject WorkspacePath tenants;

  /** Returns the workflows and triggers in a zip that an import takes, without secrets. */
  @GET
  public Response export(@PathParam("workspace") String name) {
    Workspace workspace = tenants.named(name);
    Archive archive = exports.of(workspace.id());
    archive
        .excess()
        .ifPresent(
            detail -> {
              throw Refused.with("cannot-export", "Cannot export", 422, detail);
            });
    return Response.ok(archive.toZip(), ImportResource.ZIP)
        .header("Content-Disposition", "attachment; filename=\"" + workspace.name() + ".zip\"")
        .build();
  }
}
