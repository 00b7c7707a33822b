package drawbridge.inbound.boundary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import drawbridge.run.entity.Run;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a run stands, as its sender may see it (R4): no state values, no journal. */
record RunStatus(Run run) {

  /** Members without a value are left out. */
  ObjectNode toJson() {
    ObjectNode status =
        Json.object()
            .put("runId", run.id())
            .put("status", run.state().label())
            .put("workflow", run.workflowName())
            .put("version", run.version());
    put(status, "acceptedAt", run.acceptedAt());
    put(status, "startedAt", run.startedAt());
    put(status, "endedAt", run.endedAt());
    if (run.uid() != null) {
      status.put("uid", run.uid());
    }
    addOutcome(status, run);
    return status;
  }

  /** What a run that has ended came to: its output, or its problem. */
  static void addOutcome(ObjectNode target, Run run) {
    if (run.output() != null) {
      target.set("output", Json.read(run.output()));
    }
    if (run.problem() != null) {
      target.set("problem", Json.read(run.problem()));
    }
  }

  private static void put(ObjectNode status, String member, @Nullable Instant time) {
    if (time != null) {
      status.put(member, time.toString());
    }
  }
}
