package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.ChosenSecret;
import drawbridge.admin.boundary.wire.Overlap;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.SecretRules;
import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.admin.control.list.SecretLine;
import drawbridge.admin.control.list.SecretLines;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Ids;
import drawbridge.platform.binding.IsoDuration;
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
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rotates, lists and removes the secrets of a workspace. Shows the value of a new secret only. */
@Path("admin/workspaces/{workspace}/secrets")
@OperatorsOnly
@RequestScoped
public class SecretsResource {

  @PathParam("workspace")
  String workspace;

  @Inject WorkspaceCommands commands;
  @Inject SecretLines secrets;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;

  /** Returns all secrets, oldest first, without their values. */
  @GET
  public Response list() {
    List<SecretLine> all = secrets.in(tenants.named(workspace).id());
    Collections.reverse(all);
    return Reply.ok(new Secrets(all.stream().map(SecretReply::of).toList()));
  }

  /** Adds a secret and returns it, this once. The others stay valid for the overlap. */
  @POST
  public Response rotate(InputStream in) throws IOException {
    Workspace owner = tenants.named(workspace);
    Rotation body = RequestBody.optional(in, headers, Rotation.class);
    String secret = Objects.requireNonNullElseGet(body.secret(), SecretRules::newSecret);
    String id = commands.rotate(owner, secret, Overlap.of(body.overlap()));
    return Reply.created(new NewSecret(id, secret));
  }

  /** Removes a secret at once. */
  @DELETE
  @Path("{secret}")
  public Response remove(@PathParam("secret") String secret) {
    Workspace owner = tenants.named(workspace);
    if (!Ids.isUuid(secret) || !commands.removeSecret(owner, secret.toLowerCase(Locale.ROOT))) {
      throw Refused.notFound("secret").get();
    }
    return Response.noContent().build();
  }

  /** The body of a rotation; without a secret, the server makes one. */
  public record Rotation(
      @ChosenSecret @Nullable String secret,
      @IsoDuration(max = Overlap.LONGEST, message = IsoDuration.UP_TO) @Nullable String overlap) {}

  /** A new secret. */
  public record NewSecret(String id, String secret) {}

  /** The secrets of a workspace, oldest first. */
  public record Secrets(List<SecretReply> secrets) {}

  /** A secret without its value. */
  public record SecretReply(
      String id,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant retiresAt,
      @Nullable String warning) {

    static SecretReply of(SecretLine line) {
      return new SecretReply(
          line.id(), line.createdAt(), line.lastUsedAt(), line.retiresAt(), line.warning());
    }
  }
}
