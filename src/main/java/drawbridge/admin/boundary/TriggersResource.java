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
import drawbridge.inbound.trigger.entity.GivenSecrets;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.IsoDuration;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists, saves, renews and removes the triggers of a workspace, with their addresses. */
@Path("admin/workspaces/{workspace}/triggers")
@OperatorsOnly
@RequestScoped
public class TriggersResource {

  @Inject TriggerCommands commands;
  @Inject TriggerList triggers;
  @Inject TriggerReplies replies;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Returns all triggers, by name. */
  @GET
  public Response list(@PathParam("workspace") String workspace) {
    List<TriggerLine> all = triggers.in(tenants.named(workspace).id());
    URI base = uri.getBaseUri();
    return Reply.ok(
        new Triggers(all.stream().map(line -> replies.of(base, workspace, line)).toList()));
  }

  /** Returns one trigger. */
  @GET
  @Path("{trigger}")
  public Response show(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name) {
    return reply(tenants.named(workspace), name, Response.Status.OK);
  }

  /** Creates a trigger, or changes the setup of one. The address of a known trigger stays valid. */
  @PUT
  @Path("{trigger}")
  public Response save(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name, InputStream in)
      throws IOException {
    Workspace owner = tenants.named(workspace);
    List<Fault> faults = new ArrayList<>();
    TriggerCommands.faultOfName(name).ifPresent(fault -> faults.add(Fault.at("", fault)));
    JsonObject body = RequestBody.json(in, headers, faults);
    GivenSecrets secrets = GivenSecrets.in(body, faults);
    Optional<Setup> setup = SetupForm.read(GivenSecrets.without(body), faults);
    if (!faults.isEmpty()) {
      throw Refused.malformed(faults);
    }
    return save(owner, name, setup.orElseThrow(), secrets);
  }

  private Response save(Workspace owner, String name, Setup setup, GivenSecrets secrets) {
    return commands
        .save(owner.id(), name, setup, secrets)
        .match(
            kept -> reply(owner, name, kept.isNew() ? Response.Status.CREATED : Response.Status.OK),
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

  /** Makes its address answer 410. Idempotent. */
  @POST
  @Path("{trigger}/disable")
  public Response disable(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name) {
    return enable(workspace, name, false);
  }

  /** Makes its address accept requests. Idempotent. */
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

  /** Adds an address. The old address stays valid for the overlap. */
  @POST
  @Path("{trigger}/renew")
  public Response renew(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name, InputStream in)
      throws IOException {
    Workspace owner = tenants.named(workspace);
    TriggerLine line = named(owner, name);
    Renewal body = RequestBody.optional(in, headers, Renewal.class);
    if (!commands.renew(line.trigger(), Overlap.of(body.overlap()))) {
      throw Refused.noKey();
    }
    return reply(owner, name, Response.Status.CREATED);
  }

  /** Removes a trigger with its addresses. */
  @DELETE
  @Path("{trigger}")
  public Response remove(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name) {
    TriggerLine line = named(tenants.named(workspace), name);
    commands.remove(line.trigger().workspaceId(), name);
    return Response.noContent().build();
  }

  /** The body of a renewal. */
  public record Renewal(
      @IsoDuration(max = Overlap.LONGEST, message = IsoDuration.UP_TO) @Nullable String overlap) {}

  /** The triggers of a workspace, by name. */
  public record Triggers(List<TriggerReplies.TriggerReply> triggers) {}

  private Response reply(Workspace owner, String name, Response.Status status) {
    return Reply.of(status, replies.of(uri.getBaseUri(), owner.name(), named(owner, name)));
  }

  private TriggerLine named(Workspace owner, String name) {
    return triggers.find(owner.id(), name).orElseThrow(Refused.notFound("trigger"));
  }
}
