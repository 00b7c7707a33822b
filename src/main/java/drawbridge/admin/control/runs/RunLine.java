package drawbridge.admin.control.runs;

import drawbridge.run.entity.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run in a list, without its input and output, which may be large. */
public record RunLine(
    String id,
    RunState state,
    String workflow,
    String workflowId,
    int version,
    @Nullable String uid,
    String requestId,
    Instant acceptedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String parentRun,
    @Nullable String replayOf) {}
