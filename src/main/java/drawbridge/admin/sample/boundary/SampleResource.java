package drawbridge.admin.sample.boundary;

import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.admin.sample.control.SampleCommands;
import drawbridge.inbound.control.BodyLimits;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a sample to a trigger. */
@Path("admin/workspaces/{workspace}/triggers/{trigger}/test")
@OperatorsOnly
@RequestScoped
public class SampleResource {

  @Inject SampleCommands commands;
  @Inject TriggerList triggers;
  @Inject BodyLimits limits;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Sends the sample of the trigger, or another body, signed with its secret. */
  @POST
  public Response send(
      @PathParam("workspace") String workspace, @PathParam("trigger") String name, InputStream in)
      throws IOException {
    Workspace owner = tenants.named(workspace);
    TriggerLine line = triggers.find(owner.id(), name).orElseThrow(Refused.notFound("trigger"));
    SampleCall call = RequestBody.optional(in, headers, limits.greatest(), SampleCall.class);
    String server = uri.getBaseUri().resolve("/").toString().replaceFirst("/$", "");
    SampleCommands.Outcome outcome = commands.send(owner, line, call.text(), server);
    if (outcome instanceof SampleCommands.Outcome.Sent sent) {
      return Reply.created(
          new SentSample(
              sent.requestId(),
              "/api/admin/workspaces/" + workspace + "/requests/" + sent.requestId()));
    }
    throw Refused.with(
        "test-refused", "Test refused", 422, ((SampleCommands.Outcome.Refused) outcome).detail());
  }

  /**
   * The call.
   *
   * @param body replaces that of the sample; a text is sent as it is
   */
  public record SampleCall(@Nullable JsonValue body) {

    private Optional<String> text() {
      return Optional.ofNullable(body)
          .filter(it -> it != JsonValue.NULL)
          .map(it -> it instanceof JsonString text ? text.getString() : it.toString());
    }
  }

  /** The new request. */
  public record SentSample(String requestId, String location) {}
}
