package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Paging;
import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.RequestReply;
import drawbridge.admin.boundary.wire.ResendCall;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.requests.RequestDetail;
import drawbridge.admin.control.requests.RequestDetails;
import drawbridge.admin.control.requests.RequestLine;
import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.admin.control.requests.RequestSearch;
import drawbridge.admin.control.requests.ResendCommands;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.inbound.control.BodyLimits;
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
import jakarta.ws.rs.POST;
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
  @Inject ResendCommands resends;
  @Inject BodyLimits limits;
  @Inject TriggerList triggers;
  @Inject WorkspacePath tenants;
  @Context UriInfo uri;
  @Context HttpHeaders headers;

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

  /** Sends a request again as a new one, unchanged or edited (O2). */
  @POST
  @Path("{request}/resend")
  public Response resend(@PathParam("request") String id, InputStream in) throws IOException {
    Workspace owner = tenants.named(workspace);
    RequestDetail detail = details.find(owner.id(), id).orElseThrow(Refused.notFound("request"));
    ResendCall call = RequestBody.optional(in, headers, limits.greatest(), ResendCall.class);
    return reply(
        resends.send(
            owner,
            detail,
            call.edit(detail),
            Optional.ofNullable(call.id()),
            Boolean.TRUE.equals(call.confirmed())));
  }

  private Response reply(ResendCommands.Outcome outcome) {
    if (outcome instanceof ResendCommands.Outcome.Sent sent) {
      Resent resent =
          new Resent(
              sent.requestId(),
              "/api/admin/workspaces/" + workspace + "/requests/" + sent.requestId());
      return sent.isNew() ? Reply.created(resent) : Reply.ok(resent);
    } else if (outcome instanceof ResendCommands.Outcome.Refused refused) {
      throw Refused.with("refused-again", "Refused again", 422, refused.detail());
    } else if (outcome instanceof ResendCommands.Outcome.Unconfirmed unconfirmed) {
      throw Refused.conflict(
          "has-runs",
          "Sending the request again starts new runs beside those it has ("
              + unconfirmed.runs()
              + "): repeat the call with confirmed: true.");
    } else if (outcome instanceof ResendCommands.Outcome.Faulty faulty) {
      throw Refused.malformed(faulty.faults());
    }
    throw Refused.conflict(
        "body-not-kept", "The body of this request was not kept. Ask its sender to repeat it.");
  }

  /** The new request. */
  public record Resent(String requestId, String location) {}

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
