package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.AdminBody;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Overlap;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.RetiringSecretUse;
import drawbridge.admin.control.SecretRules;
import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Ids;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.InboundSecret;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A workspace's secrets: rotates, lists and removes them, and never shows an old one. */
@Path("admin/workspaces/{workspace}/secrets")
@OperatorsOnly
@RequestScoped
public class SecretsResource {

  @Inject WorkspaceCommands commands;
  @Inject Workspaces workspaces;
  @Inject WorkspacePath tenants;
  @Inject Clock clock;
  @Context HttpHeaders headers;

  /** All of them, oldest first, without their values. */
  @GET
  public Response list(@PathParam("workspace") String workspace) {
    List<InboundSecret> secrets = workspaces.secrets(tenants.named(workspace).id());
    List<RetiringSecretUse> uses = secrets.stream().map(SecretsResource::use).toList();
    return new Members().list("secrets", secrets, each -> members(each, uses)).reply(200);
  }

  /** A new one; the others stay valid for the overlap. Answers it, this once. */
  @POST
  public Response rotate(@PathParam("workspace") String name, InputStream in) throws IOException {
    Workspace workspace = tenants.named(name);
    AdminBody body = AdminBody.optional(in, headers);
    String secret = body.checked("secret", SecretRules::faultOf).orElseGet(SecretRules::newSecret);
    Duration overlap = Overlap.of(body);
    body.end();
    String id = commands.rotate(workspace, secret, overlap);
    return new Members().with("id", id).with("secret", secret).reply(201);
  }

  /** Removes one at once. */
  @DELETE
  @Path("{secret}")
  public Response remove(
      @PathParam("workspace") String workspace, @PathParam("secret") String secret) {
    Workspace owner = tenants.named(workspace);
    if (!Ids.isUuid(secret) || !commands.removeSecret(owner, secret.toLowerCase(Locale.ROOT))) {
      throw Refused.notFound("secret").get();
    }
    return Response.noContent().build();
  }

  private static RetiringSecretUse use(InboundSecret secret) {
    return new RetiringSecretUse(secret.createdAt(), secret.lastUsedAt(), secret.retiresAt());
  }

  private Members members(InboundSecret secret, List<RetiringSecretUse> all) {
    return new Members()
        .with("id", secret.id())
        .with("createdAt", secret.createdAt())
        .with("lastUsedAt", secret.lastUsedAt())
        .with("retiresAt", secret.retiresAt())
        .with("warning", use(secret).warning(all, clock.instant()).orElse(null));
  }
}
