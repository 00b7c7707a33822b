package drawbridge.admin.issue.boundary;

import drawbridge.admin.boundary.wire.Paging;
import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.issue.control.IssueCommands;
import drawbridge.admin.issue.control.IssueLine;
import drawbridge.admin.issue.control.IssueQuery;
import drawbridge.admin.issue.control.IssueSearch;
import drawbridge.admin.replay.boundary.ReplayReplies;
import drawbridge.admin.replay.boundary.ReplayReply;
import drawbridge.admin.replay.boundary.ReplayStart;
import drawbridge.admin.replay.control.BulkReplays;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.Storable;
import drawbridge.platform.binding.UuidText;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.run.control.issue.IssueLedger.Changed;
import drawbridge.run.entity.IssueState;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists, shows, changes and replays the issues of a workspace. */
@Path("admin/workspaces/{workspace}/issues")
@OperatorsOnly
@RequestScoped
public class IssuesResource {

  @PathParam("workspace")
  String workspace;

  @PathParam("issue")
  String id;

  @Inject IssueSearch search;
  @Inject IssueCommands commands;
  @Inject BulkReplays replays;
  @Inject ReplayStart replayStart;
  @Inject ReplayReplies replayReplies;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Returns a page of issues, the latest failure first. */
  @GET
  public Response find() {
    Workspace owner = tenants.named(workspace);
    IssueQuery query = QueryParameters.read(uri, Parameters.class).query();
    Page<IssueLine, String> page = search.find(owner.id(), query);
    return Reply.ok(new Issues(page.items(), page.next().orElse(null)));
  }

  /** Returns an issue and the latest bulk replays of its runs. */
  @GET
  @Path("{issue}")
  public Response show() {
    Workspace owner = tenants.named(workspace);
    IssueLine issue = issue(owner);
    List<ReplayReply> some =
        replayReplies.of(replays.ofFilter(owner.id(), RunFilter.ofIssue(issue.id())));
    return Reply.ok(new Shown(issue, some));
  }

  /** Changes the state of an issue. */
  @PATCH
  @Path("{issue}")
  public Response change(InputStream in) throws IOException {
    Workspace owner = tenants.named(workspace);
    NewState body = RequestBody.required(in, headers, NewState.class);
    IssueLine issue = issue(owner);
    Optional<Long> version = Optional.ofNullable(body.version()).map(Integer::longValue);
    Changed changed = commands.change(owner.id(), issue.id(), IssueState.of(body.state()), version);
    return switch (changed) {
      case YES -> Reply.ok(issue(owner));
      case UNKNOWN -> throw Refused.notFound("issue").get();
      case STALE ->
          throw Refused.conflict(
              "issue-changed",
              "The state of this issue has changed. Read the issue, and send its version.");
    };
  }

  /** Starts a replay of the runs of an issue, or returns a preview. */
  @POST
  @Path("{issue}/replay")
  public Response replay(InputStream in) throws IOException {
    Workspace owner = tenants.named(workspace);
    NewReplay body = RequestBody.optional(in, headers, NewReplay.class);
    RunFilter runs = RunFilter.ofIssue(issue(owner).id());
    return replayStart.of(
        owner,
        runs,
        new ReplayStart.Options(
            body.definition(), body.skipSucceededSince(), body.rate(), body.preview()));
  }

  private IssueLine issue(Workspace owner) {
    return search.find(owner.id(), id).orElseThrow(Refused.notFound("issue"));
  }

  /** The query of a list. */
  public record Parameters(
      @OneOf({IssueState.OPEN_LABEL, IssueState.ACKNOWLEDGED_LABEL, IssueState.RESOLVED_LABEL})
          @Nullable String state,
      @Storable @Nullable String workflow,
      @Storable @Nullable String q,
      @UuidText(message = "must be the next of a page") @Nullable String cursor,
      @WholeNumber(min = 1, max = IssueQuery.LARGEST_PAGE) @Nullable String limit) {

    IssueQuery query() {
      return new IssueQuery(
          Optional.ofNullable(state).map(IssueState::of),
          Optional.ofNullable(workflow),
          Optional.ofNullable(q),
          Paging.after(cursor),
          Paging.size(limit));
    }
  }

  /** A page of issues; {@code next} is absent on the last page. */
  public record Issues(List<IssueLine> issues, @Nullable String next) {}

  /** An issue and its latest bulk replays, newest first. */
  public record Shown(IssueLine issue, List<ReplayReply> replays) {}

  /**
   * The body of a change.
   *
   * @param version of the issue that the caller has read; absent to change any
   */
  public record NewState(
      @NotNull(message = "must be open, acknowledged or resolved")
          @OneOf({IssueState.OPEN_LABEL, IssueState.ACKNOWLEDGED_LABEL, IssueState.RESOLVED_LABEL})
          String state,
      @Min(1) @Nullable Integer version) {}

  /** The body of a replay. */
  public record NewReplay(
      @OneOf({Edition.ORIGINAL_LABEL, Edition.LATEST_LABEL}) @Nullable String definition,
      @Nullable Boolean skipSucceededSince,
      @Min(1) @Max(ReplayRequest.HIGHEST_RATE) @Nullable Integer rate,
      @Nullable Boolean preview) {}
}
