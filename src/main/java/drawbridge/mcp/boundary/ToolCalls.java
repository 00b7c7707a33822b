package drawbridge.mcp.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.boundary.Admission;
import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.boundary.Receipt;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.request.Received;
import drawbridge.mcp.control.ToolRuns;
import drawbridge.mcp.control.Tools;
import drawbridge.mcp.protocol.RpcFault;
import drawbridge.mcp.protocol.RpcMessage;
import drawbridge.mcp.protocol.ToolList;
import drawbridge.mcp.protocol.ToolResult;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Scope;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.ReceivedRequest.Answered;
import drawbridge.run.entity.WorkflowRequestBody;
import drawbridge.workflow.entity.Workflow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Starts workflows for calls of tools, through the same {@link Admission} as requests of webhook
 * senders (M1). Each call that starts a run, or finds the run of its uid, has an entry in the audit
 * log, without its arguments.
 */
@ApplicationScoped
public class ToolCalls {

  private static final Action CALL = new Action("tool.call", Scope.MCP);
  private static final int OK = 200;

  private static final String PAUSED =
      "An operator has paused the workflow. The run starts when it is resumed.";
  private static final String REPEATED =
      "This uid has started the run before; nothing was started now.";
  private static final String CONFLICT =
      "This uid has started the run before, with other arguments; nothing was started now. Send"
          + " another uid to start a run with these.";
  private static final String OF_ANOTHER =
      "This uid has started a run of another workflow; nothing was started. Send another uid.";
  private static final String REMOVED =
      "This uid has started a run before, which was removed; nothing was started. Send another"
          + " uid.";

  @Inject Tools tools;
  @Inject ToolRuns runs;
  @Inject Admission admission;
  @Inject AuditedCommands commands;

  /**
   * Calls a tool. The run is durable when this returns.
   *
   * @param wait how long the result may wait for the end of the run
   * @throws RpcFault when there is no such tool, or the request is malformed; nothing was started
   */
  CompletionStage<ObjectNode> call(Caller caller, RpcMessage message, Duration wait)
      throws RpcFault {
    String name = message.tool();
    ObjectNode arguments = message.arguments();
    if (name.equals(ToolList.RUN_STATUS)) {
      return runs.status(caller.workspace(), arguments.path(ToolList.RUN_ID).asText(), wait);
    }
    Optional<Workflow> workflow = tools.find(caller.workspace().id(), name);
    if (workflow.isEmpty()) {
      throw RpcFault.parameters("Unknown tool. tools/list returns the names.");
    }
    RunOrder order = new RunOrder(name, Json.object(), arguments, uid(message.meta()));
    Optional<Receipt> receipt =
        commands.make(
            Change.of(CALL, caller.workspace().id(), name)
                .saying("as request " + caller.requestId()),
            () -> record(caller, order),
            it -> it.filter(made -> !made.hasRejected()).isPresent());
    return receipt
        .map(it -> result(caller, workflow.get(), it.acceptances().get(0), wait))
        .orElseGet(() -> now(ToolResult.refused("The workspace was removed.")));
  }

  private Optional<Receipt> record(Caller caller, RunOrder order) {
    Received received =
        Received.atWorkspace(caller.request(), body(order), results -> Answered.json(OK));
    return admission.record(caller, Selection.starting(List.of(order)), OK, received);
  }

  /** Returns the equal request to the workflow request URL, so that operators can send it again. */
  private static byte[] body(RunOrder order) {
    return WorkflowRequestBody.of(
            order.workflow(),
            order.uid().map(Uid::value).orElse(null),
            order.stateValues(),
            order.runtime())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the uid, which a whole number may be, too (C6). */
  private static Optional<Uid> uid(JsonNode meta) throws RpcFault {
    JsonNode uid = meta.path("uid");
    if (uid.isMissingNode() || uid.isNull()) {
      return Optional.empty();
    } else if (!uid.isTextual() && !uid.isIntegralNumber()) {
      throw RpcFault.parameters("_meta.uid must be a text or a whole number.");
    }
    Optional<String> fault = Uid.faultOf(uid.asText());
    if (fault.isPresent()) {
      throw RpcFault.parameters("_meta." + fault.get() + ".");
    }
    return Optional.of(new Uid(uid.asText()));
  }

  private CompletionStage<ObjectNode> result(
      Caller caller, Workflow workflow, Acceptance acceptance, Duration wait) {
    return acceptance.match(
        accepted ->
            workflow.isPaused()
                ? runs.report(caller.workspace(), accepted.runId(), Duration.ZERO, List.of(PAUSED))
                : runs.report(caller.workspace(), accepted.runId(), wait, List.of()),
        duplicate -> repeated(caller, workflow, duplicate, wait),
        rejected -> now(ToolResult.refused(rejected.problem())),
        ignored -> {
          throw new IllegalStateException("a call of a tool is not ignored");
        });
  }

  /** A uid is unique in its workspace: its run may be one that callers of tools must not see. */
  private CompletionStage<ObjectNode> repeated(
      Caller caller, Workflow workflow, Acceptance.Duplicate duplicate, Duration wait) {
    return runs.first(caller.workspace(), duplicate.runId())
        .map(
            run ->
                run.workflowId().equals(workflow.id()) && tools.mayShow(run)
                    ? runs.report(
                        caller.workspace(),
                        run.id(),
                        wait,
                        List.of(duplicate.conflict() ? CONFLICT : REPEATED))
                    : now(ToolResult.refused(OF_ANOTHER)))
        .orElseGet(() -> now(ToolResult.refused(REMOVED)));
  }

  private static CompletionStage<ObjectNode> now(ObjectNode result) {
    return CompletableFuture.completedFuture(result);
  }
}
