package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.AdminBody;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Overlap;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.TriggerMembers;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.inbound.trigger.control.NeededSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Ids;
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
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A trigger's secrets: lists, rotates and removes them, and shows none of them. */
@Path("admin/workspaces/{workspace}/triggers/{trigger}/secrets")
@OperatorsOnly
@RequestScoped
public class TriggerSecretsResource {

  private static final String PURPOSES =
      "must be signature or handshake; for an address, POST to renew";

  @Inject TriggerCommands commands;
  @Inject TriggerList triggers;
  @Inject TriggerMembers members;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;

  /** All of them, oldest first, addresses among them. */
  @GET
  public Response list(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name) {
    TriggerLine line = named(workspace, name);
    return new Members()
        .list("secrets", line.secrets(), secret -> members.of(secret, line))
        .reply(200);
  }

  /** A new one that the provider and the operator know; the others stay for the overlap. */
  @POST
  public Response rotate(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name, InputStream in)
      throws IOException {
    TriggerLine line = named(workspace, name);
    NeededSecrets needed = new NeededSecrets(line.setup(), Optional.empty());
    AdminBody body = AdminBody.required(in, headers);
    Optional<Purpose> purpose =
        body.required("purpose").parsed("purpose", PURPOSES, TriggerSecretsResource::purpose);
    Optional<String> secret =
        body.required("secret")
            .checked("secret", text -> purpose.flatMap(it -> needed.faultOf(it, text)));
    Duration overlap = Overlap.of(body);
    body.end();
    String id =
        commands
            .rotate(line.trigger(), purpose.orElseThrow(), secret.orElseThrow(), overlap)
            .orElseThrow(Refused::noKey);
    return new Members().with("id", id).reply(201);
  }

  /** Removes one at once. */
  @DELETE
  @Path("{secret}")
  public Response remove(
      @PathParam("workspace") String workspace,
      @PathParam("trigger") String name,
      @PathParam("secret") String secret) {
    TriggerLine line = named(workspace, name);
    if (!Ids.isUuid(secret)) {
      throw Refused.notFound("secret").get();
    }
    return switch (commands.removeSecret(line.trigger(), secret.toLowerCase(Locale.ROOT))) {
      case REMOVED -> Response.noContent().build();
      case UNKNOWN -> throw Refused.notFound("secret").get();
      case LAST_ADDRESS ->
          throw Refused.conflict(
              "last-address",
              "A trigger is never without an address: renew it first, or disable the trigger.");
    };
  }

  /** An address is made up by us, so that nobody can guess it. */
  private static Purpose purpose(String label) {
    Purpose purpose = Purpose.of(label);
    if (purpose == Purpose.ADDRESS) {
      throw new IllegalArgumentException();
    }
    return purpose;
  }

  private TriggerLine named(String workspace, String name) {
    return triggers
        .find(tenants.named(workspace).id(), name)
        .orElseThrow(Refused.notFound("trigger"));
  }
}
