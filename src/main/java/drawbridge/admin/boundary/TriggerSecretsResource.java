package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Overlap;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.TriggerReplies;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.inbound.trigger.control.saving.TriggerSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Ids;
import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.OneOf;
import drawbridge.provider.signature.Scheme;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists, rotates and removes the secrets of a trigger. Shows no value. */
@Path("admin/workspaces/{workspace}/triggers/{trigger}/secrets")
@OperatorsOnly
@RequestScoped
public class TriggerSecretsResource {

  @PathParam("workspace")
  String workspace;

  @PathParam("trigger")
  String name;

  @Inject TriggerCommands commands;
  @Inject TriggerList triggers;
  @Inject TriggerReplies replies;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;

  /** Returns all secrets and addresses, oldest first. */
  @GET
  public Response list() {
    TriggerLine line = line();
    return Reply.ok(
        new Secrets(line.secrets().stream().map(secret -> replies.of(secret, line)).toList()));
  }

  /** Adds a secret that the provider knows. The others stay valid for the overlap. */
  @POST
  public Response rotate(InputStream in) throws IOException {
    TriggerLine line = line();
    Rotation body = RequestBody.required(in, headers, Rotation.class);
    Purpose purpose = Purpose.of(body.purpose());
    line.faultOf(purpose, body.secret())
        .ifPresent(
            fault -> {
              throw Refused.malformed("/secret", fault);
            });
    TriggerSecrets.Rotation rotation =
        commands.rotate(line.trigger(), purpose, body.secret(), Overlap.of(body.overlap()));
    rotation
        .fault()
        .ifPresent(
            fault -> {
              throw Refused.malformed("/secret", fault.detail());
            });
    String id = rotation.id().orElseThrow(Refused::noKey);
    return Reply.created(new NewSecret(id));
  }

  /** Returns a secret that a handshake handed over and the provider asks for; only once. */
  @POST
  @Path("{secret}/read")
  public Response read(@PathParam("secret") String secret) {
    TriggerLine line = line();
    if (!Ids.isUuid(secret)) {
      throw Refused.notFound("secret").get();
    }
    return Reply.ok(
        new ReadSecret(
            commands
                .readSecret(line.trigger(), secret.toLowerCase(Locale.ROOT))
                .orElseThrow(Refused.notFound("readable secret"))));
  }

  /** Removes a secret at once. */
  @DELETE
  @Path("{secret}")
  public Response remove(@PathParam("secret") String secret) {
    TriggerLine line = line();
    if (!Ids.isUuid(secret)) {
      throw Refused.notFound("secret").get();
    }
    return switch (commands.removeSecret(line.trigger(), secret.toLowerCase(Locale.ROOT))) {
      case REMOVED -> Response.noContent().build();
      case UNKNOWN -> throw Refused.notFound("secret").get();
      case LAST_ADDRESS ->
          throw Refused.conflict(
              "last-address",
              "A trigger keeps one address. Renew the address first, or disable the trigger.");
    };
  }

  private TriggerLine line() {
    String owner = tenants.named(workspace).id();
    return triggers.find(owner, name).orElseThrow(Refused.notFound("trigger"));
  }

  /** The body of a rotation. The server makes addresses, so that they are random. */
  public record Rotation(
      @NotNull
          @OneOf(
              value = {"signature", "handshake"},
              message = "must be signature or handshake; for an address, POST to renew")
          String purpose,
      @NotNull @Size(min = Scheme.SHORTEST_SECRET, max = Scheme.LONGEST_SECRET) String secret,
      @IsoDuration(max = Overlap.LONGEST, message = IsoDuration.UP_TO) @Nullable String overlap) {}

  /** The value of a secret. Not logged. */
  public record ReadSecret(String secret) {

    @Override
    public String toString() {
      return "ReadSecret";
    }
  }

  /** The id of a new secret. */
  public record NewSecret(String id) {}

  /** The secrets of a trigger, oldest first. */
  public record Secrets(List<TriggerReplies.SecretReply> secrets) {}
}
