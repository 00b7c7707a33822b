package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.ChosenSecret;
import drawbridge.admin.boundary.wire.Flag;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.SecretRules;
import drawbridge.admin.control.WorkspaceCommands;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.boundary.WorkspaceFiltered;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.provider.DeliveryPart;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, lists, shows and removes workspaces. */
@Path("admin/workspaces")
@OperatorsOnly
@RequestScoped
public class WorkspacesResource {

  @Inject WorkspaceCommands commands;
  @Inject Workspaces workspaces;
  @Inject WorkspacePath tenants;
  @Inject CurrentOperator currentOperator;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Returns all workspaces, by name; of a limited API token, its workspaces. */
  @GET
  @WorkspaceFiltered
  public Response list() {
    return Reply.ok(
        new WorkspaceList(
            workspaces.all().stream()
                .filter(it -> currentOperator.mayEnter(it.id()))
                .map(WorkspaceReply::of)
                .toList()));
  }

  /** Returns one workspace. */
  @GET
  @Path("{workspace}")
  public Response show(@PathParam("workspace") String name) {
    return Reply.ok(WorkspaceReply.of(tenants.named(name)));
  }

  /** Creates a workspace and returns its secret, this once (C2). */
  @PUT
  @Path("{workspace}")
  public Response create(@PathParam("workspace") String name, InputStream in) throws IOException {
    NewWorkspace body = RequestBody.optional(in, headers, NewWorkspace.class);
    String secret = Optional.ofNullable(body.secret()).orElseGet(SecretRules::newSecret);
    if (!Workspace.NAME.matcher(name).matches()) {
      throw Refused.malformed(
          "",
          "the name of a workspace has 1 to 100 letters, digits, dots, underscores and hyphens, and"
              + " starts with a letter or digit");
    }
    return commands
        .create(name, secret)
        .map(made -> Reply.created(new Created(made.id(), made.name(), made.createdAt(), secret)))
        .orElseThrow(
            () ->
                Refused.conflict(
                    "workspace-exists",
                    "A workspace with this name exists. For a new secret, POST to its secrets."));
  }

  /** Returns the names of headers that runs do not see (C9). */
  @GET
  @Path("{workspace}/hidden-headers")
  public Response hiddenHeaders(@PathParam("workspace") String name) {
    return Reply.ok(new HiddenHeaders(tenants.named(name).hiddenHeaders()));
  }

  /** Replaces the names of headers that runs do not see (C9). Requests from now on hide them. */
  @PUT
  @Path("{workspace}/hidden-headers")
  public Response hideHeaders(@PathParam("workspace") String name, InputStream in)
      throws IOException {
    HiddenHeaders body = RequestBody.required(in, headers, HiddenHeaders.class);
    commands.hideHeaders(tenants.named(name), body.headers());
    return Reply.ok(new HiddenHeaders(tenants.named(name).hiddenHeaders()));
  }

  /** Removes a workspace with its workflows, triggers, runs and secrets. */
  @DELETE
  @Path("{workspace}")
  public Response remove(@PathParam("workspace") String name) {
    boolean force = Flag.force(uri);
    if (!commands.remove(tenants.named(name), force)) {
      throw Refused.conflict(
          "unfinished-runs",
          "Runs are unfinished; wait for them, cancel them, or remove them too with ?force=true.");
    }
    return Response.noContent().build();
  }

  /** The body of a new workspace; without a secret, the server makes one. */
  public record NewWorkspace(@ChosenSecret @Nullable String secret) {}

  /** A list of workspaces. */
  public record WorkspaceList(List<WorkspaceReply> workspaces) {}

  /** A workspace. */
  public record WorkspaceReply(String id, String name, Instant createdAt) {
    static WorkspaceReply of(Workspace workspace) {
      return new WorkspaceReply(workspace.id(), workspace.name(), workspace.createdAt());
    }
  }

  /** Names of headers, of any case. */
  public record HiddenHeaders(
      @NotNull @Size(max = WorkspaceCommands.MOST_HIDDEN)
          List<
                  @NotNull
                  @Pattern(
                      regexp = DeliveryPart.TOKEN,
                      message = "must be a header name of 1 to 100 characters")
                  String>
              headers) {}

  /** A new workspace with its secret. */
  public record Created(String id, String name, Instant createdAt, String secret) {}
}
