package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.AdminBody;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Parameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.SecretRules;
import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Fault;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Tenants: makes, lists, shows and removes them. */
@Path("admin/workspaces")
@OperatorsOnly
@RequestScoped
public class WorkspacesResource {

  @Inject WorkspaceCommands commands;
  @Inject Workspaces workspaces;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** All of them, by name. */
  @GET
  public Response list() {
    return new Members()
        .list("workspaces", workspaces.all(), WorkspacesResource::members)
        .reply(200);
  }

  /** One of them. */
  @GET
  @Path("{workspace}")
  public Response show(@PathParam("workspace") String name) {
    return members(tenants.named(name)).reply(200);
  }

  /** A new one; answers its secret, this once (C2). */
  @PUT
  @Path("{workspace}")
  public Response create(@PathParam("workspace") String name, InputStream in) throws IOException {
    AdminBody body = AdminBody.optional(in, headers);
    String secret = body.checked("secret", SecretRules::faultOf).orElseGet(SecretRules::newSecret);
    body.end();
    if (!Workspace.NAME.matcher(name).matches()) {
      throw Refused.malformed(
          List.of(
              Fault.at(
                  "",
                  "the name of a workspace has 1 to 100 letters, digits, dots, underscores and"
                      + " hyphens, and starts with a letter or digit")));
    }
    return commands
        .create(name, secret)
        .map(made -> members(made).with("secret", secret).reply(201))
        .orElseThrow(
            () ->
                Refused.conflict(
                    "workspace-exists",
                    "There is a workspace of this name; for a new secret, POST to its secrets."));
  }

  /** Removes it with all it owns. */
  @DELETE
  @Path("{workspace}")
  public Response remove(@PathParam("workspace") String name) {
    Parameters parameters = new Parameters(uri);
    boolean force = parameters.flag("force");
    parameters.end();
    if (!commands.remove(tenants.named(name), force)) {
      throw Refused.conflict(
          "unfinished-runs",
          "Runs are unfinished; wait for them, cancel them, or remove them too with ?force=true.");
    }
    return Response.noContent().build();
  }

  private static Members members(Workspace workspace) {
    return new Members()
        .with("id", workspace.id())
        .with("name", workspace.name())
        .with("createdAt", workspace.createdAt());
  }
}
