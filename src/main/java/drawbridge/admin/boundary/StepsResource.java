package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.RunReply;
import drawbridge.admin.boundary.wire.StoredJson;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.journal.StepLines;
import drawbridge.admin.control.journal.StepValue;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.run.control.Steps;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.Step;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shows the journal of a run. */
@Path("admin/workspaces/{workspace}/runs/{run}/steps")
@OperatorsOnly
@RequestScoped
public class StepsResource {

  /** Number of steps read at a time: a journal may have ten thousand steps of a megabyte each. */
  private static final int CHUNK = 50;

  @PathParam("workspace")
  String workspace;

  @PathParam("run")
  String id;

  @Inject RunSearch search;
  @Inject Steps steps;
  @Inject StepLines journals;
  @Inject WorkspacePath tenants;

  /** Returns the steps of a run, in the order of writing. Reads them while it writes. */
  @GET
  public Response list() {
    Run run = run();
    boolean isRemoved = journals.isRemoved(run);
    List<Step> first = steps.of(run.id(), 0, CHUNK);
    StreamingOutput journal = out -> write(out, run.id(), first, isRemoved);
    return Response.ok(journal, MediaType.APPLICATION_JSON_TYPE).build();
  }

  private void write(OutputStream out, String run, List<Step> first, boolean isRemoved)
      throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    writer.write("{\"steps\":[");
    List<Step> chunk = first;
    boolean isFirst = true;
    while (!chunk.isEmpty()) {
      for (Step step : chunk) {
        writer.write(isFirst ? "" : ",");
        writer.write(JsonBinding.write(RunReply.Entry.of(step)));
        isFirst = false;
      }
      boolean isLast = chunk.size() < CHUNK;
      int next = chunk.get(chunk.size() - 1).position() + 1;
      chunk = isLast ? List.of() : steps.of(run, next, CHUNK);
    }
    writer.write(isRemoved ? "],\"removed\":true}" : "]}");
    writer.flush();
  }

  /** Returns a value of the step at a position, as it is stored. */
  @GET
  @Path("{position}/{value}")
  public Response value(@PathParam("position") String position, @PathParam("value") String value) {
    Run run = run();
    if (!position.matches("[0-9]{1,9}")) {
      throw Refused.notFound("step").get();
    }
    return StepValue.of(value)
        .flatMap(it -> journals.value(run.id(), Integer.parseInt(position), it))
        .map(json -> StoredJson.of(json, run.id() + "-" + position + "-" + value))
        .orElseThrow(Refused.notFound("value"));
  }

  private Run run() {
    return search.find(tenants.named(workspace).id(), id).orElseThrow(Refused.notFound("run"));
  }
}
