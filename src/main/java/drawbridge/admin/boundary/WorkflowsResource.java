package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.DefinitionText;
import drawbridge.admin.boundary.wire.Flag;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.Definitions;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Fault;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
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
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists, saves, pauses and removes the workflows of a workspace, by name or UUID. */
@Path("admin/workspaces/{workspace}/workflows")
@OperatorsOnly
@RequestScoped
public class WorkflowsResource {

  @Inject Definitions definitions;
  @Inject Catalogue catalogue;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context Request request;
  @Context UriInfo uri;

  /** Returns all workflows, by name, without their texts. */
  @GET
  public Response list(@PathParam("workspace") String workspace) {
    List<Workflow> all = catalogue.all(tenants.named(workspace).id());
    return Reply.ok(new Workflows(all.stream().map(WorkflowReply::of).toList()));
  }

  /** Saves a workflow or a new version, or only returns the faults of the text. */
  @PUT
  @Path("{workflow}")
  public Response save(
      @PathParam("workspace") String workspace, @PathParam("workflow") String name, InputStream in)
      throws IOException {
    Workspace owner = tenants.named(workspace);
    boolean onlyValidate = Flag.validate(uri);
    Definitions.faultOfName(name)
        .ifPresent(
            fault -> {
              throw Refused.malformed(List.of(Fault.at("", fault)));
            });
    DefinitionText text = DefinitionText.read(in, headers);
    return onlyValidate ? validate(text) : save(owner, name, text);
  }

  private Response validate(DefinitionText text) {
    List<Fault> faults = catalogue.check(text.source(), text.format());
    if (!faults.isEmpty()) {
      throw Refused.faulty(faults);
    }
    return Reply.ok(new Valid(true));
  }

  private Response save(Workspace owner, String name, DefinitionText text) {
    SaveResult saved = definitions.save(owner.id(), name, text.source(), text.format());
    return saved.match(
        kept ->
            Reply.of(
                kept.created() ? Response.Status.CREATED : Response.Status.OK,
                new SavedWorkflow(kept.id(), kept.name(), kept.version())),
        refused -> {
          throw Refused.faulty(refused.faults());
        });
  }

  /** Returns the definition of the current version. */
  @GET
  @Path("{workflow}")
  public Response show(
      @PathParam("workspace") String workspace, @PathParam("workflow") String reference) {
    return DefinitionText.of(catalogue.current(workflow(workspace, reference))).reply(request);
  }

  /** Returns the versions, newest first, without their texts. */
  @GET
  @Path("{workflow}/versions")
  public Response versions(
      @PathParam("workspace") String workspace, @PathParam("workflow") String reference) {
    List<WorkflowVersion> all = catalogue.versions(workflow(workspace, reference).id());
    return Reply.ok(new Versions(all.stream().map(VersionReply::of).toList()));
  }

  /** Returns the definition of one version. */
  @GET
  @Path("{workflow}/versions/{version}")
  public Response version(
      @PathParam("workspace") String workspace,
      @PathParam("workflow") String reference,
      @PathParam("version") String number) {
    Workflow workflow = workflow(workspace, reference);
    return Optional.of(number)
        .filter(text -> text.matches("[1-9][0-9]{0,8}"))
        .flatMap(text -> catalogue.version(workflow.id(), Integer.parseInt(text)))
        .map(version -> DefinitionText.of(version).reply(request))
        .orElseThrow(Refused.notFound("version"));
  }

  /** Removes a workflow. Its queued and running runs continue. */
  @DELETE
  @Path("{workflow}")
  public Response remove(
      @PathParam("workspace") String workspace, @PathParam("workflow") String reference) {
    definitions.remove(workflow(workspace, reference));
    return Response.noContent().build();
  }

  /** Pauses a workflow: new runs are held (X10). */
  @POST
  @Path("{workflow}/pause")
  public Response pause(
      @PathParam("workspace") String workspace, @PathParam("workflow") String reference) {
    return pause(workflow(workspace, reference), true);
  }

  /** Resumes a workflow: held runs start. */
  @POST
  @Path("{workflow}/resume")
  public Response resume(
      @PathParam("workspace") String workspace, @PathParam("workflow") String reference) {
    return pause(workflow(workspace, reference), false);
  }

  private Response pause(Workflow workflow, boolean paused) {
    definitions.pause(workflow, paused);
    return Response.noContent().build();
  }

  private Workflow workflow(String workspace, String reference) {
    Workspace owner = tenants.named(workspace);
    return Optional.of(reference)
        .filter(it -> Definitions.faultOfName(it).isEmpty())
        .flatMap(it -> catalogue.find(owner.id(), it))
        .orElseThrow(Refused.notFound("workflow"));
  }

  /** The reply to a text without faults that was only checked. */
  public record Valid(boolean valid) {}

  /** The version that a text was saved as. */
  public record SavedWorkflow(String id, String name, int version) {}

  /** The workflows of a workspace, by name. */
  public record Workflows(List<WorkflowReply> workflows) {}

  /** A workflow without its text. */
  public record WorkflowReply(
      String id, String name, String documentName, int version, boolean paused, Instant createdAt) {

    static WorkflowReply of(Workflow workflow) {
      return new WorkflowReply(
          workflow.id(),
          workflow.name(),
          workflow.documentName(),
          workflow.version(),
          workflow.isPaused(),
          workflow.createdAt());
    }
  }

  /** The versions of a workflow, newest first. */
  public record Versions(List<VersionReply> versions) {}

  /** A version without its text. */
  public record VersionReply(
      int version,
      String documentName,
      String documentVersion,
      String mediaType,
      String digest,
      Instant createdAt) {

    static VersionReply of(WorkflowVersion version) {
      return new VersionReply(
          version.number(),
          version.documentName(),
          version.documentVersion(),
          version.mediaType(),
          version.digest(),
          version.createdAt());
    }
  }
}
