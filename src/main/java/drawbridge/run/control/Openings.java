package drawbridge.run.control;

import drawbridge.platform.store.BulkInsert;
import drawbridge.platform.trace.TraceContext;
import drawbridge.run.entity.Run;

/** How runs that are opened come into their table; whatever follows is a move of the entity. */
final class Openings {

  private static final int FIRST_ROW_VERSION = 1;

  static final BulkInsert<Run> INSERT =
      BulkInsert.<Run>into("run")
          .text("id", Run::id)
          .text("workspace_id", Run::workspaceId)
          .text("workflow_id", Run::workflowId)
          .text("workflow_name", Run::workflowName)
          .text("version_id", Run::versionId)
          .number("version", Run::version)
          .text("uid", Run::uid)
          .text("request_id", Run::requestId)
          .text("state", run -> run.state().name())
          .longText("state_values", Run::stateValues)
          .longText("runtime", Run::runtime)
          .time("due_at", Run::dueAt)
          .text("node", Run::node)
          .number("epoch", Run::epoch)
          .number("losses", Run::losses)
          .flag("cancel_requested", Run::isCancelRequested)
          .text("parent_run", Run::parentRun)
          .text("parent_step", Run::parentStep)
          .number("depth", Run::depth)
          .text("replay_of", Run::replayOf)
          .text("traceparent", run -> run.trace().map(TraceContext::traceparent).orElse(null))
          .text("tracestate", run -> run.trace().map(TraceContext::tracestate).orElse(null))
          .time("accepted_at", Run::acceptedAt)
          .time("started_at", Run::startedAt)
          .number("row_version", run -> FIRST_ROW_VERSION)
          .orFail();

  private Openings() {}
}
