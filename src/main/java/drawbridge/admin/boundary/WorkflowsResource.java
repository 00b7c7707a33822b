package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.DefinitionText;
import drawbridge.admin.boundary.wire.Flag;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.SampleReply;
import drawbridge.admin.boundary.wire.Warning;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.Definitions;
import drawbridge.admin.control.journal.References;
import drawbridge.admin.control.list.FaultyVersions;
import drawbridge.admin.control.tryout.SampleRequests;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Fault;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.control.WorkflowGraphs;
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
import org.jspecify.annotations.Nullable;

/** Lists, saves, pauses and removes the workflows of a workspace, by name or UUID. */
@Path("admin/workspaces/{workspace}/workflows")
@OperatorsOnly
@RequestScoped
public class WorkflowsResource {

  @PathParam("workspace")
  String workspace;

  @PathParam("workflow")
  String reference;

  @Inject Definitions definitions;
  @Inject Catalogue catalogue;
  @Inject WorkflowGraphs graphs;
  @Inject SampleRequests samples;
  @Inject FaultyVersions faulty;
  @Inject References references;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context Request request;
  @Context UriInfo uri;

  /** Returns all workflows, by name, without their texts. */
  @GET
  public Response list() {
    List<Workflow> all = catalogue.all(tenants.named(workspace).id());
    return Reply.ok(new Workflows(all.stream().map(this::reply).toList()));
  }

  private WorkflowReply reply(Workflow workflow) {
    int faults = faulty.count(workflow);
    return WorkflowReply.of(workflow, faults == 0 ? null : faults);
  }

  /** Saves a workflow or a new version, or only returns the faults of the text. */
  @PUT
  @Path("{workflow}")
  public Response save(InputStream in) throws IOException {
    Workspace owner = tenants.named(workspace);
    boolean onlyValidate = Flag.validate(uri);
    Definitions.faultOfName(reference)
        .ifPresent(
            fault -> {
              throw Refused.malformed("", fault);
            });
    DefinitionText text = DefinitionText.read(in, headers);
    return onlyValidate ? validate(owner, text) : save(owner, text);
  }

  private Response validate(Workspace owner, DefinitionText text) {
    Catalogue.Text checked = new Catalogue.Text(text.source(), text.format());
    List<Fault> faults = definitions.check(reference, checked);
    if (!faults.isEmpty()) {
      throw Refused.faulty(faults);
    }
    return Reply.ok(
        new Valid(true, Warning.of(definitions.warnings(owner.id(), reference, checked))));
  }

  private Response save(Workspace owner, DefinitionText text) {
    SaveResult saved = definitions.save(owner.id(), reference, text.source(), text.format());
    return saved.match(
        kept ->
            Reply.of(
                kept.created() ? Response.Status.CREATED : Response.Status.OK,
                new SavedWorkflow(
                    kept.id(), kept.name(), kept.version(), Warning.of(kept.warnings()))),
        refused -> {
          throw Refused.faulty(refused.faults());
        });
  }

  /** Returns the definition of the current version. */
  @GET
  @Path("{workflow}")
  public Response show() {
    return DefinitionText.of(catalogue.current(workflow())).reply(request);
  }

  /** Returns the versions, newest first, without their texts. */
  @GET
  @Path("{workflow}/versions")
  public Response versions() {
    Workflow workflow = workflow();
    List<WorkflowVersion> all = catalogue.versions(workflow.id());
    return Reply.ok(
        new Versions(all.stream().map(it -> VersionReply.of(it, faults(workflow, it))).toList()));
  }

  /** Returns the faults of the current version; none of others, which new runs do not get. */
  private List<Fault> faults(Workflow workflow, WorkflowVersion version) {
    return version.number() == workflow.version() ? catalogue.faults(version.id()) : List.of();
  }

  /** Returns the definition of one version. */
  @GET
  @Path("{workflow}/versions/{version}")
  public Response version(@PathParam("version") String number) {
    return definitions
        .version(workflow(), number)
        .map(version -> DefinitionText.of(version).reply(request))
        .orElseThrow(Refused.notFound("version"));
  }

  /** Returns the tasks of one version as a graph. */
  @GET
  @Path("{workflow}/versions/{version}/graph")
  public Response graph(@PathParam("version") String number) {
    return definitions
        .version(workflow(), number)
        .flatMap(graphs::of)
        .map(Reply::ok)
        .orElseThrow(Refused.notFound("version"));
  }

  /** Returns a request that fits the input schema of the current version (X23). */
  @GET
  @Path("{workflow}/sample")
  public Response sample() {
    Workflow found = workflow();
    return Reply.ok(
        samples
            .of(found)
            .map(sample -> SampleReply.of(sample, found.name()))
            .orElseGet(SampleReply::none));
  }

  /** Returns the references to data of the newest runs, for completion in editors. */
  @GET
  @Path("{workflow}/references")
  public Response references() {
    return Reply.ok(
        new ReferenceList(
            references.of(workflow()).stream()
                .map(it -> new ReferenceReply(it.reference(), it.kind(), it.shown()))
                .toList()));
  }

  /** Removes a workflow. Its queued and running runs continue. */
  @DELETE
  @Path("{workflow}")
  public Response remove() {
    definitions.remove(workflow());
    return Response.noContent().build();
  }

  /** Pauses a workflow: new runs are held (X10). */
  @POST
  @Path("{workflow}/pause")
  public Response pause() {
    definitions.pause(workflow(), true);
    return Response.noContent().build();
  }

  /** Resumes a workflow: held runs start. */
  @POST
  @Path("{workflow}/resume")
  public Response resume() {
    definitions.pause(workflow(), false);
    return Response.noContent().build();
  }

  private Workflow workflow() {
    String owner = tenants.named(workspace).id();
    return definitions.find(owner, reference).orElseThrow(Refused.notFound("workflow"));
  }

  /** The reply to a text without faults that was only checked. */
  public record Valid(boolean valid, @Nullable List<Warning> warnings) {}

  /** The version that a text was saved as. */
  public record SavedWorkflow(
      String id, String name, int version, @Nullable List<Warning> warnings) {}

  /** The workflows of a workspace, by name. */
  public record Workflows(List<WorkflowReply> workflows) {}

  /**
   * A workflow without its text.
   *
   * @param faultCount of the current version, where a save would refuse it; null for none
   */
  public record WorkflowReply(
      String id,
      String name,
      String documentName,
      int version,
      boolean paused,
      Instant createdAt,
      @Nullable Integer faultCount) {

    static WorkflowReply of(Workflow workflow, @Nullable Integer faultCount) {
      return new WorkflowReply(
          workflow.id(),
          workflow.name(),
          workflow.documentName(),
          workflow.version(),
          workflow.isPaused(),
          workflow.createdAt(),
          faultCount);
    }
  }

  /** The versions of a workflow, newest first. */
  public record Versions(List<VersionReply> versions) {}

  /**
   * A version without its text.
   *
   * @param faults for which a save would refuse the current version; null for none
   */
  public record VersionReply(
      int version,
      String documentName,
      String documentVersion,
      String mediaType,
      String digest,
      Instant createdAt,
      @Nullable List<Warning> faults) {

    static VersionReply of(WorkflowVersion version, List<Fault> faults) {
      return new VersionReply(
          version.number(),
          version.documentName(),
          version.documentVersion(),
          version.mediaType(),
          version.digest(),
          version.createdAt(),
          Warning.of(faults));
    }
  }

  /** The references to data of the newest runs, each once. */
  public record ReferenceList(List<ReferenceReply> references) {}

  /**
   * A reference.
   *
   * @param reference expression of a template
   * @param kind of the value: {@code object}, {@code array}, {@code text}, {@code number} or {@code
   *     word}
   * @param value the newest value as JSON, cut at 1,000 characters; for objects and arrays their
   *     size
   */
  public record ReferenceReply(String reference, String kind, String value) {}
}
