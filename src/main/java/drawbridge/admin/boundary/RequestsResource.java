package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Paging;
import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestReply;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.requests.RequestDetails;
import drawbridge.admin.control.requests.RequestLine;
import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.admin.control.requests.RequestSearch;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.binding.IsoInstant;
import drawbridge.platform.binding.Storable;
import drawbridge.platform.binding.UuidText;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds and shows the requests of a workspace (C11), and those that were refused and kept (T12).
 */
@Path("admin/workspaces/{workspace}/requests")
@OperatorsOnly
@RequestScoped
public class RequestsResource {

  @PathParam("workspace")
  String workspace;

  @Inject RequestSearch search;
  @Inject RequestDetails details;
  @Inject TriggerList triggers;
  @Inject WorkspacePath tenants;
  @Context UriInfo uri;

  /** Returns a page of the requests that pass the filter, newest first. */
  @GET
  public Response find() {
    Workspace owner = tenants.named(workspace);
    Parameters parameters = QueryParameters.read(uri, Parameters.class);
    Optional<String> trigger = Optional.ofNullable(parameters.trigger());
    Optional<String> triggerId =
        trigger.flatMap(name -> triggers.find(owner.id(), name)).map(line -> line.trigger().id());
    if (trigger.isPresent() && triggerId.isEmpty()) {
      return Reply.ok(new RequestPage(List.of(), null));
    }
    Page<RequestLine, String> page = search.find(owner.id(), parameters.query(triggerId));
    return Reply.ok(new RequestPage(page.items(), page.next().orElse(null)));
  }

  /** Returns a request with its headers, query, body and verdicts. */
  @GET
  @Path("{request}")
  public Response show(@PathParam("request") String id) {
    return details
        .find(tenants.named(workspace).id(), id)
        .map(it -> Reply.ok(RequestReply.of(it)))
        .orElseThrow(Refused.notFound("request"));
  }

  /**
   * The query of a list.
   *
   * @param header {@code name} or {@code name: part of the value}
   */
  public record Parameters(
      @Storable @Nullable String trigger,
      @Pattern(regexp = RequestQuery.STATUS_FORM, message = "must be a status, or 2xx, 4xx or 5xx")
          @Nullable String status,
      @IsoInstant @Nullable String from,
      @IsoInstant @Nullable String to,
      @Storable @Nullable String q,
      @Pattern(
              regexp = RequestQuery.HEADER_FORM,
              message = "must be a header name, or a name, a colon and a part of the value")
          @Nullable String header,
      @UuidText(message = "must be the next of a page") @Nullable String cursor,
      @WholeNumber(min = 1, max = RequestQuery.LARGEST_PAGE) @Nullable String limit) {

    RequestQuery query(Optional<String> triggerId) {
      return new RequestQuery(
          triggerId,
          Optional.ofNullable(status).map(RequestQuery.StatusRange::parse),
          Optional.ofNullable(from).map(Instant::parse),
          Optional.ofNullable(to).map(Instant::parse),
          Optional.ofNullable(q),
          Optional.ofNullable(header).map(RequestQuery.Header::parse),
          Paging.after(cursor),
          Paging.size(limit));
    }
  }

  /** A page of requests; {@code next} is absent on the last page. */
  public record RequestPage(List<RequestLine> requests, @Nullable String next) {}
}
