package drawbridge.admin.boundary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.boundary.wire.AdminBody;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Overlap;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.TriggerMembers;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.inbound.trigger.entity.GivenSecrets;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Fault;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A workspace's triggers by name, with the addresses that their senders call. */
@Path("admin/workspaces/{workspace}/triggers")
@OperatorsOnly
@RequestScoped
public class TriggersResource {

  @Inject TriggerCommands commands;
  @Inject TriggerList triggers;
  @Inject TriggerMembers members;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** All of them, by name. */
  @GET
  public Response list(@PathParam("workspace") String workspace) {
    List<TriggerLine> all = triggers.in(tenants.named(workspace).id());
    return new Members()
        .list("triggers", all, line -> members.of(uri.getBaseUri(), workspace, line))
        .reply(200);
  }

  /** One of them. */
  @GET
  @Path("{trigger}")
  public Response show(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name) {
    return reply(tenants.named(workspace), name, 200);
  }

  /** A new trigger, or another setup of one; its address stays. */
  @PUT
  @Path("{trigger}")
  public Response save(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name, InputStream in)
      throws IOException {
    Workspace owner = tenants.named(workspace);
    List<Fault> faults = new ArrayList<>();
    TriggerCommands.faultOfName(name).ifPresent(fault -> faults.add(Fault.at("", fault)));
    ObjectNode body = AdminBody.required(in, headers).whole();
    GivenSecrets secrets = GivenSecrets.takenFrom(body, faults);
    Optional<Setup> setup = SetupForm.read(body, faults);
    if (!faults.isEmpty()) {
      throw Refused.malformed(faults);
    }
    return save(owner, name, setup.orElseThrow(), secrets);
  }

  private Response save(Workspace owner, String name, Setup setup, GivenSecrets secrets) {
    return commands
        .save(owner.id(), name, setup, secrets)
        .match(
            kept -> reply(owner, name, kept.isNew() ? 201 : 200),
            faulty -> {
              throw Refused.malformed(faulty.faults());
            },
            () -> {
              throw Refused.with(
                  "no-such-workflow",
                  "No such workflow",
                  422,
                  "/workflow: this workspace has no workflow of that name or id; save it first.");
            },
            () -> {
              throw Refused.noKey();
            });
  }

  /** Its address answers 410 from now on; idempotent. */
  @POST
  @Path("{trigger}/disable")
  public Response disable(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name) {
    return enable(workspace, name, false);
  }

  /** Its address takes requests again; idempotent. */
  @POST
  @Path("{trigger}/enable")
  public Response enable(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name) {
    return enable(workspace, name, true);
  }

  private Response enable(String workspace, String name, boolean isEnabled) {
    TriggerLine line = named(tenants.named(workspace), name);
    commands.enable(line.trigger().workspaceId(), name, isEnabled);
    return Response.noContent().build();
  }

  /** A new address; the old one stays valid for the overlap. */
  @POST
  @Path("{trigger}/renew")
  public Response renew(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name, InputStream in)
      throws IOException {
    Workspace owner = tenants.named(workspace);
    TriggerLine line = named(owner, name);
    AdminBody body = AdminBody.optional(in, headers);
    Duration overlap = Overlap.of(body);
    body.end();
    if (!commands.renew(line.trigger(), overlap)) {
      throw Refused.noKey();
    }
    return reply(owner, name, 201);
  }

  /** Removes it; its addresses are nobody's from now on. */
  @DELETE
  @Path("{trigger}")
  public Response remove(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name) {
    TriggerLine line = named(tenants.named(workspace), name);
    commands.remove(line.trigger().workspaceId(), name);
    return Response.noContent().build();
  }

  private Response reply(Workspace owner, String name, int status) {
    return members.of(uri.getBaseUri(), owner.name(), named(owner, name)).reply(status);
  }

  private TriggerLine named(Workspace owner, String name) {
    return triggers.find(owner.id(), name).orElseThrow(Refused.notFound("trigger"));
  }
}
