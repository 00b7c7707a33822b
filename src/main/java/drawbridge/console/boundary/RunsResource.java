package drawbridge.console.boundary;

import drawbridge.console.control.RunCommands;
import drawbridge.console.control.RunCommands.Edition;
import drawbridge.console.control.RunQuery;
import drawbridge.console.control.RunSearch;
import drawbridge.operator.boundary.Operated;
import drawbridge.platform.Ids;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.RunAges;
import drawbridge.run.control.Steps;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A workspace's runs: finds, shows, cancels and repeats them. */
@Path("admin/workspaces/{workspace}/runs")
@Operated
@RequestScoped
public class RunsResource {

  private static final int PAGE = 50;

  @Inject RunSearch search;
  @Inject RunCommands commands;
  @Inject Ledger ledger;
  @Inject Steps steps;
  @Inject RunAges ages;
  @Inject Clock clock;
  @Inject Tenants tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** A page of those that were asked for, newest first. */
  @GET
  public Response find(@PathParam("workspace") String workspace) {
    Workspace owner = tenants.named(workspace);
    RunSearch.Page page = search.find(owner.id(), query(new Parameters(uri)));
    return new Members()
        .list("runs", page.runs(), RunMembers::of)
        .with("next", page.next().orElse(null))
        .reply(200);
  }

  /** A run with input, output, problem and lineage. */
  @GET
  @Path("{run}")
  public Response show(@PathParam("workspace") String workspace, @PathParam("run") String id) {
    Run run = run(workspace, id);
    return RunMembers.of(run, search.lineage(run)).reply(200);
  }

  /** The journal of a run, in the order of writing; says so where it is too old to be kept. */
  @GET
  @Path("{run}/steps")
  public Response steps(@PathParam("workspace") String workspace, @PathParam("run") String id) {
    Run run = run(workspace, id);
    Members answer = new Members().list("steps", steps.of(run.id()), RunMembers::of);
    if (ages.steps().isPassedBy(run.endedAt(), clock.instant())) {
      answer.with("removed", true);
    }
    return answer.reply(200);
  }

  /** Asks a run and its children to stop; a run that has ended stays as it is. */
  @POST
  @Path("{run}/cancel")
  public Response cancel(@PathParam("workspace") String workspace, @PathParam("run") String id) {
    commands.cancel(run(workspace, id));
    return Response.accepted().build();
  }

  /** Runs the same data once more, as a new run, from the top or from a step on. */
  @POST
  @Path("{run}/replay")
  public Response replay(
      @PathParam("workspace") String workspace, @PathParam("run") String id, InputStream in)
      throws IOException {
    Run original = run(workspace, id);
    AdminBody body = AdminBody.optional(in, headers);
    Edition edition =
        body.parsed("definition", "must be \"original\" or \"latest\"", RunsResource::edition)
            .orElse(Edition.ORIGINAL);
    Optional<String> from = body.text("from");
    body.end();
    return commands
        .replay(original, edition, from)
        .match(
            opened ->
                new Members()
                    .with("runId", opened.runId())
                    .with("location", location(opened.runId()))
                    .reply(201),
            impossible -> {
              throw cannotReplay(impossible.detail());
            });
  }

  private static Refused cannotReplay(String detail) {
    return Refused.with("cannot-replay", "Cannot replay", 422, detail);
  }

  private String location(String run) {
    return "/api/admin/workspaces/"
        + uri.getPathParameters().getFirst("workspace")
        + "/runs/"
        + run;
  }

  private Run run(String workspace, String id) {
    Workspace owner = tenants.named(workspace);
    return Optional.of(id)
        .filter(Ids::isUuid)
        .flatMap(it -> ledger.find(owner.id(), it.toLowerCase(Locale.ROOT)))
        .orElseThrow(Refused.notFound("run"));
  }

  static RunQuery query(Parameters parameters) {
    RunQuery query =
        new RunQuery(
            parameters.parsed("status", "must be one of " + statuses(), RunsResource::status),
            parameters.text("workflow"),
            parameters.text("uid"),
            parameters.parsed("request", "must be a UUID", RunsResource::uuid),
            parameters.parsed("from", INSTANT, RunsResource::instant),
            parameters.parsed("to", INSTANT, RunsResource::instant),
            parameters.text("q"),
            parameters.parsed("cursor", "must be the next of an answer", RunsResource::uuid),
            parameters.parsed("limit", LIMIT, RunsResource::limit).orElse(PAGE));
    parameters.end();
    return query;
  }

  private static final String INSTANT =
      "must be an instant such as 2026-01-31T23:59:59Z (write a + as %2B)";
  private static final String LIMIT = "must be a whole number from 1 to " + RunQuery.LARGEST_PAGE;

  private static String statuses() {
    return String.join(", ", Arrays.stream(RunState.values()).map(RunState::label).toList());
  }

  private static RunState status(String text) {
    return Arrays.stream(RunState.values())
        .filter(state -> state.label().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static Edition edition(String text) {
    return Arrays.stream(Edition.values())
        .filter(edition -> edition.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static String uuid(String text) {
    if (!Ids.isUuid(text)) {
      throw new IllegalArgumentException();
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** Within what the store can hold. */
  private static Instant instant(String text) {
    Instant instant = Instant.parse(text);
    int year = instant.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9999) {
      throw new IllegalArgumentException();
    }
    return instant;
  }

  private static int limit(String text) {
    int limit = Integer.parseInt(text);
    if (limit < 1 || limit > RunQuery.LARGEST_PAGE) {
      throw new IllegalArgumentException();
    }
    return limit;
  }
}
