package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Reply;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.boundary.WorkspaceFiltered;
import drawbridge.platform.ServerVersion;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Shows which version of the server answers. */
@Path("admin/server")
@OperatorsOnly
@RequestScoped
public class ServerResource {

  /** Returns the version. */
  @GET
  @WorkspaceFiltered
  public Response show() {
    return Reply.ok(new Program(ServerVersion.find().orElse(null)));
  }

  /** The server; without a version where another server runs the WAR. */
  public record Program(@Nullable String version) {}
}
