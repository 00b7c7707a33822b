package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.triggers.RowCommands;
import drawbridge.admin.control.triggers.RowCommands.RowLine;
import drawbridge.inbound.trigger.control.saving.RowConflicts;
import drawbridge.inbound.trigger.control.saving.RowSaving;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.OwnName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists, saves and removes the handshakes and signature schemes that a workspace defines. */
@Path("admin/workspaces/{workspace}/provider-rows")
@OperatorsOnly
@RequestScoped
public class ProviderRowsResource {

  @PathParam("workspace")
  String workspace;

  @PathParam("kind")
  String kind;

  @PathParam("row")
  String name;

  @Inject RowCommands commands;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;

  /** Returns all rows, by kind and name. */
  @GET
  public Response list() {
    List<RowLine> all = commands.in(tenants.named(workspace).id());
    return Reply.ok(new RowList(all.stream().map(RowReply::of).toList()));
  }

  /** Returns one row. */
  @GET
  @Path("{kind}/{row}")
  public Response show() {
    return reply(Response.Status.OK);
  }

  /** Creates a row, or changes one that all of its triggers can use. */
  @PUT
  @Path("{kind}/{row}")
  public Response save(InputStream in) throws IOException {
    String owner = tenants.named(workspace).id();
    Kind of = kind();
    List<Fault> faults = new ArrayList<>();
    OwnName.faultOf(name).ifPresent(fault -> faults.add(Fault.at("", fault)));
    JsonObject row = RequestBody.json(in, headers, faults);
    faults.addAll(commands.faultsOf(of, name, row));
    if (!faults.isEmpty()) {
      throw Refused.malformed(faults);
    }
    RowSaving.Changed changed = commands.save(owner, of, name, row);
    requireNoConflict(changed, "Triggers cannot use the changed row: ");
    return reply(changed.isNew() ? Response.Status.CREATED : Response.Status.OK);
  }

  /** Makes the row available to triggers. Idempotent. */
  @POST
  @Path("{kind}/{row}/enable")
  public Response enable() {
    return enable(true);
  }

  /** Makes the triggers that name the row refuse requests. Idempotent. */
  @POST
  @Path("{kind}/{row}/disable")
  public Response disable() {
    return enable(false);
  }

  private Response enable(boolean isEnabled) {
    RowSaving.Changed changed =
        commands.enable(tenants.named(workspace).id(), kind(), name, isEnabled);
    requireNoConflict(changed, "Triggers cannot use the row: ");
    return changed.row().isPresent() ? Response.noContent().build() : unknown();
  }

  /** Removes a row that no trigger names. */
  @DELETE
  @Path("{kind}/{row}")
  public Response remove() {
    RowSaving.Changed changed = commands.remove(tenants.named(workspace).id(), kind(), name);
    if (!changed.conflicts().isEmpty()) {
      throw Refused.conflict(
          "row-in-use",
          "Triggers use the row: "
              + changed.conflicts().stream()
                  .map(RowConflicts.Conflict::trigger)
                  .collect(Collectors.joining(", "))
              + ". Change or remove them first.");
    }
    return changed.row().isPresent() ? Response.noContent().build() : unknown();
  }

  private static void requireNoConflict(RowSaving.Changed changed, String what) {
    if (!changed.conflicts().isEmpty()) {
      throw Refused.conflict(
          "row-in-use",
          changed.conflicts().stream()
              .map(RowConflicts.Conflict::inWords)
              .collect(Collectors.joining("; ", what, ".")));
    }
  }

  private Response reply(Response.Status status) {
    RowLine line =
        commands
            .find(tenants.named(workspace).id(), kind(), name)
            .orElseThrow(Refused.notFound("row"));
    return Reply.of(status, RowReply.of(line));
  }

  private static Response unknown() {
    throw Refused.notFound("row").get();
  }

  private Kind kind() {
    return Stream.of(Kind.values())
        .filter(it -> it.label().equals(kind))
        .findFirst()
        .orElseThrow(Refused.notFound("kind of rows"));
  }

  /** The rows of a workspace. */
  public record RowList(List<RowReply> rows) {}

  /**
   * A row.
   *
   * @param reference its name in the setup of a trigger
   * @param warning why its triggers refuse requests; null when this version can read the row
   */
  public record RowReply(
      String kind,
      String name,
      String reference,
      boolean enabled,
      long version,
      Instant createdAt,
      Instant changedAt,
      List<String> usedBy,
      @Nullable String warning,
      JsonValue row) {

    static RowReply of(RowLine line) {
      ProviderRow row = line.row();
      return new RowReply(
          row.kind().label(),
          row.name(),
          row.reference(),
          !row.isDisabled(),
          row.rowVersion(),
          row.createdAt(),
          row.changedAt(),
          line.users(),
          line.warning().orElse(null),
          JsonBinding.stored(row.content()));
    }
  }
}
