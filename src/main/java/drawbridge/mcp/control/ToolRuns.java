package drawbridge.mcp.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.mcp.protocol.ToolResult;
import drawbridge.platform.Ids;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.RunAwaiter;
import drawbridge.run.entity.Run;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits for runs of tools, without a thread, and reports their states. */
@ApplicationScoped
public class ToolRuns {

  private static final String UNKNOWN =
      "There is no run of a tool with this runId in this workspace, or it was removed.";

  @Inject Tools tools;
  @Inject Ledger ledger;
  @Inject RunAwaiter awaiter;

  /**
   * Waits for a run whose id a caller gives.
   *
   * @param id in any form
   */
  public CompletionStage<ObjectNode> status(Workspace workspace, String id, Duration wait) {
    Optional<Run> run =
        Ids.isUuid(id)
            ? ledger.find(workspace.id(), id.toLowerCase(Locale.ROOT)).filter(tools::mayShow)
            : Optional.empty();
    return run.map(it -> report(workspace, it.id(), wait, List.of()))
        .orElseGet(() -> CompletableFuture.completedFuture(ToolResult.refused(UNKNOWN)));
  }

  /**
   * Waits for a run that its caller may see. A failure of the store during the wait leads to a
   * result without a state, because the run is committed.
   *
   * @param wait zero to report at once
   * @param notices what the caller must know in addition
   */
  public CompletionStage<ObjectNode> report(
      Workspace workspace, String runId, Duration wait, List<String> notices) {
    return waited(runId, wait)
        .thenApply(
            unused ->
                ledger
                    .find(workspace.id(), runId)
                    .map(run -> ToolResult.of(run, workspace.name(), notices))
                    .orElseGet(() -> ToolResult.refused(UNKNOWN)))
        .exceptionally(failure -> ToolResult.accepted(runId, notices));
  }

  private CompletionStage<?> waited(String runId, Duration wait) {
    return wait.isZero()
        ? CompletableFuture.completedFuture(runId)
        : CompletableFuture.completedFuture(List.of(runId))
            .thenCompose(runs -> awaiter.await(runs, wait));
  }

  /** Returns the run of a uid that was sent before; empty when retention has removed it. */
  public Optional<Run> first(Workspace workspace, String runId) {
    return ledger.find(workspace.id(), runId);
  }
}
