package drawbridge.admin.live.boundary;

import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.admin.live.control.LiveRequests;
import drawbridge.admin.live.control.LiveStream;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.platform.Ids;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.binding.Storable;
import drawbridge.platform.boundary.stream.EventStream;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Streams the requests of a workspace as server-sent events. JAX-RS authenticates and suspends the
 * request; {@link EventStream} writes the reply, since the events of JAX-RS may block the thread
 * that sends them.
 */
@Path("admin/workspaces/{workspace}/requests/live")
@OperatorsOnly
@RequestScoped
public class LiveRequestsResource {

  @PathParam("workspace")
  String workspace;

  @Inject LiveRequests live;
  @Inject TriggerList triggers;
  @Inject WorkspacePath tenants;
  @Inject CurrentOperator operator;
  @Context UriInfo uri;

  /** Streams the requests that pass the filter, for a minute. */
  @GET
  public void stream(
      @Suspended AsyncResponse reply,
      @Context HttpServletRequest request,
      @HeaderParam("Last-Event-ID") @Nullable String last)
      throws IOException {
    Workspace owner = tenants.named(workspace);
    Parameters parameters = QueryParameters.read(uri, Parameters.class);
    Optional<String> trigger =
        Optional.ofNullable(parameters.trigger())
            .map(
                name ->
                    triggers
                        .find(owner.id(), name)
                        .map(line -> line.trigger().id())
                        .orElseThrow(Refused.notFound("trigger")));
    LiveStream stream =
        new LiveStream(
            operator.getName(),
            owner.id(),
            parameters.query(trigger),
            after(last),
            JsonBinding::write);
    if (!live.open(stream, () -> EventStream.begin(request.getAsyncContext()))) {
      throw Refused.with("busy", "Too many requests", 429, LiveRequests.TOO_MANY);
    }
  }

  private static Optional<String> after(@Nullable String last) {
    if (last == null || last.isBlank()) {
      return Optional.empty();
    }
    if (!Ids.isUuid(last)) {
      throw Refused.malformed("", "the header Last-Event-ID must be the id of an event");
    }
    return Optional.of(last);
  }

  /**
   * The query of a stream.
   *
   * @param header {@code name} or {@code name: part of the value}
   */
  public record Parameters(
      @Storable @Nullable String trigger,
      @Pattern(regexp = RequestQuery.STATUS_FORM, message = "must be a status, or 2xx, 4xx or 5xx")
          @Nullable String status,
      @Storable @Nullable String q,
      @Pattern(
              regexp = RequestQuery.HEADER_FORM,
              message = "must be a header name, or a name, a colon and a part of the value")
          @Nullable String header) {

    RequestQuery query(Optional<String> triggerId) {
      return RequestQuery.live(
          triggerId,
          Optional.ofNullable(status).map(RequestQuery.StatusRange::parse),
          Optional.ofNullable(q),
          Optional.ofNullable(header).map(RequestQuery.Header::parse));
    }
  }
}
