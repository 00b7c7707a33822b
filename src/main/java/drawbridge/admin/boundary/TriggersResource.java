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
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.PresetDifference;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists, saves, renews and removes the triggers of a workspace, with their addresses. */
@Path("admin/workspaces/{workspace}/triggers")
@OperatorsOnly
@RequestScoped
public class TriggersResource {

  @PathParam("workspace")
  String workspace;

  @PathParam("trigger")
  String name;

  @Inject TriggerCommands commands;
  @Inject TriggerList triggers;
  @Inject TriggerReplies replies;
  @Inject OwnRows rows;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Returns all triggers, by name. */
  @GET
  public Response list() {
    List<TriggerLine> all = triggers.in(tenants.named(workspace).id());
    URI base = uri.getBaseUri();
    return Reply.ok(
        new Triggers(all.stream().map(line -> replies.of(base, workspace, line)).toList()));
  }

  /** Returns one trigger. */
  @GET
  @Path("{trigger}")
  public Response show() {
    return reply(Response.Status.OK);
  }

  /** Creates a trigger, or changes the setup of one. The address of a known trigger stays valid. */
  @PUT
  @Path("{trigger}")
  public Response save(InputStream in) throws IOException {
    Workspace owner = tenants.named(workspace);
    List<Fault> faults = new ArrayList<>();
    TriggerCommands.faultOfName(name).ifPresent(fault -> faults.add(Fault.at("", fault)));
    JsonObject body = RequestBody.json(in, headers, faults);
    GivenSecrets secrets = GivenSecrets.in(body, faults);
    Optional<Setup> setup = SetupForm.read(body, rows.in(owner.id()), faults);
    if (!faults.isEmpty()) {
      throw Refused.malformed(faults);
    }
    return commands
        .save(owner.id(), name, setup.orElseThrow(), secrets)
        .match(
            kept -> reply(kept.isNew() ? Response.Status.CREATED : Response.Status.OK),
            faulty -> {
              throw Refused.malformed(faulty.faults());
            },
            unknown -> {
              throw Refused.with(
                  "no-such-workflow",
                  "No such workflow",
                  422,
                  String.join(", ", unknown.members())
                      + ": this workspace has no workflow of that name or id; save it first.");
            },
            () -> {
              throw Refused.noKey();
            });
  }

  /** Returns the members that differ from the trigger's preset. */
  @GET
  @Path("{trigger}/preset-difference")
  public Response presetDifference() {
    return PresetDifference.of(line().setup())
        .map(Reply::ok)
        .orElseThrow(Refused.notFound("preset of this trigger"));
  }

  /** Returns the counts of calls without a row on this node, and the last reasons (C11). */
  @GET
  @Path("{trigger}/unrecorded")
  public Response unrecorded() {
    return Reply.ok(triggers.unrecorded(line().trigger()));
  }

  /** Makes its address answer 410. Idempotent. */
  @POST
  @Path("{trigger}/disable")
  public Response disable() {
    commands.enable(line().trigger(), false);
    return Response.noContent().build();
  }

  /** Makes its address accept requests. Idempotent. */
  @POST
  @Path("{trigger}/enable")
  public Response enable() {
    commands.enable(line().trigger(), true);
    return Response.noContent().build();
  }

  /** Adds an address. The old address stays valid for the overlap. */
  @POST
  @Path("{trigger}/renew")
  public Response renew(InputStream in) throws IOException {
    TriggerLine line = line();
    Renewal body = RequestBody.optional(in, headers, Renewal.class);
    if (!commands.renew(line.trigger(), Overlap.of(body.overlap()))) {
      throw Refused.noKey();
    }
    return reply(Response.Status.CREATED);
  }

  /** Lets a handshake hand over one secret within 15 minutes. */
  @POST
  @Path("{trigger}/window")
  public Response openWindow() {
    return Reply.created(
        new Window(commands.openWindow(line().trigger()).orElseThrow(Refused::noKey)));
  }

  /** Lets no handshake hand over a secret. Idempotent. */
  @DELETE
  @Path("{trigger}/window")
  public Response closeWindow() {
    commands.closeWindow(line().trigger());
    return Response.noContent().build();
  }

  /** The end of the window for a secret. */
  public record Window(Instant until) {}

  /** Removes a trigger with its addresses. */
  @DELETE
  @Path("{trigger}")
  public Response remove() {
    commands.remove(line().trigger());
    return Response.noContent().build();
  }

  /** The body of a renewal. */
  public record Renewal(
      @IsoDuration(max = Overlap.LONGEST, message = IsoDuration.UP_TO) @Nullable String overlap) {}

  /** The triggers of a workspace, by name. */
  public record Triggers(List<TriggerReplies.TriggerReply> triggers) {}

  private Response reply(Response.Status status) {
    return Reply.of(status, replies.of(uri.getBaseUri(), workspace, line()));
  }

  private TriggerLine line() {
    String owner = tenants.named(workspace).id();
    return triggers.find(owner, name).orElseThrow(Refused.notFound("trigger"));
  }
}
