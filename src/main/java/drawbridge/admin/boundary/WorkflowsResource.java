package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.DefinitionText;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Parameters;
import drawbridge.admin.boundary.wire.Refused;
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
import java.util.List;
import java.util.Optional;

/** A workspace's workflows, by name or UUID, with their versions. */
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

  /** All of them, by name, without their texts. */
  @GET
  public Response list(@PathParam("workspace") String workspace) {
    List<Workflow> all = catalogue.all(tenants.named(workspace).id());
    return new Members().list("workflows", all, WorkflowsResource::members).reply(200);
  }

  /** A new workflow or a new version, or only the faults of the text. */
  @PUT
  @Path("{workflow}")
  public Response save(
      @PathParam("workspace") String workspace, @PathParam("workflow") String name, InputStream in)
      throws IOException {
    Workspace owner = tenants.named(workspace);
    Parameters parameters = new Parameters(uri);
    boolean onlyValidate = parameters.flag("validate");
    parameters.end();
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
    return new Members().with("valid", true).reply(200);
  }

  private Response save(Workspace owner, String name, DefinitionText text) {
    SaveResult saved = definitions.save(owner.id(), name, text.source(), text.format());
    return saved.match(
        kept ->
            new Members()
                .with("id", kept.id())
                .with("name", kept.name())
                .with("version", kept.version())
                .reply(kept.created() ? 201 : 200),
        refused -> {
          throw Refused.faulty(refused.faults());
        });
  }

  /** The definition of the current version. */
  @GET
  @Path("{workflow}")
  public Response show(
      @PathParam("workspace") String workspace, @PathParam("workflow") String reference) {
    return DefinitionText.of(catalogue.current(workflow(workspace, reference))).reply(request);
  }

  /** What is known of its versions, newest first, without their texts. */
  @GET
  @Path("{workflow}/versions")
  public Response versions(
      @PathParam("workspace") String workspace, @PathParam("workflow") String reference) {
    List<WorkflowVersion> all = catalogue.versions(workflow(workspace, reference).id());
    return new Members().list("versions", all, WorkflowsResource::members).reply(200);
  }

  /** The definition of one version. */
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

  /** Removes it; runs that are queued or at work go on. */
  @DELETE
  @Path("{workflow}")
  public Response remove(
      @PathParam("workspace") String workspace, @PathParam("workflow") String reference) {
    definitions.remove(workflow(workspace, reference));
    return Response.noContent().build();
  }

  /** Holds new runs (X10). */
  @POST
  @Path("{workflow}/pause")
  public Response pause(
      @PathParam("workspace") String workspace, @PathParam("workflow") String reference) {
    return pause(workflow(workspace, reference), true);
  }

  /** Lets held runs start. */
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

  private static Members members(Workflow workflow) {
    return new Members()
        .with("id", workflow.id())
        .with("name", workflow.name())
        .with("documentName", workflow.documentName())
        .with("version", workflow.version())
        .with("paused", workflow.isPaused())
        .with("createdAt", workflow.createdAt());
  }

  private static Members members(WorkflowVersion version) {
    return new Members()
        .with("version", version.number())
        .with("documentName", version.documentName())
        .with("documentVersion", version.documentVersion())
        .with("mediaType", version.mediaType())
        .with("digest", version.digest())
        .with("createdAt", version.createdAt());
  }
}
