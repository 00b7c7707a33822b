package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.Maintenance;
import drawbridge.inbound.entity.Uid;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.binding.Storable;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** Releases uids that a workspace remembers (D4). */
@Path("admin/workspaces/{workspace}/uids")
@OperatorsOnly
@RequestScoped
public class UidsResource {

  @PathParam("workspace")
  String workspace;

  @Inject Maintenance maintenance;
  @Inject WorkspacePath tenants;
  @Context UriInfo uri;

  /** Releases a uid that a path can carry; slashes need no escape. */
  @DELETE
  @Path("{uid: .+}")
  public Response release(@PathParam("uid") String uid) {
    return release(tenants.named(workspace), uid);
  }

  /**
   * Releases any uid, by the query parameter. Servers refuse or rewrite some paths ({@code %2F},
   * {@code ..}) before the application receives them.
   */
  @DELETE
  public Response releaseAny() {
    Workspace owner = tenants.named(workspace);
    return release(owner, QueryParameters.read(uri, Released.class).uid());
  }

  /** The query of a release. */
  public record Released(@NotNull @Storable String uid) {}

  private Response release(Workspace owner, String uid) {
    return Optional.of(uid)
        .filter(it -> !it.isEmpty())
        .filter(it -> maintenance.release(owner.id(), Uid.of(it).value()))
        .map(it -> Response.noContent().build())
        .orElseThrow(Refused.notFound("uid"));
  }
}
