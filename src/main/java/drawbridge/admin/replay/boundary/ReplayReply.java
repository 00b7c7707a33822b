package drawbridge.admin.replay.boundary;

import drawbridge.admin.control.runs.RunCommands.Edition;
import drawbridge.admin.replay.control.ReplayedRuns;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkState;
import drawbridge.admin.replay.entity.Progress;
import drawbridge.platform.binding.JsonBinding;
import jakarta.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bulk replay and its progress.
 *
 * @param total absent while the runs are counted
 * @param runs the started runs by their current states
 * @param by absent when the operator is not known
 */
public record ReplayReply(
    String id,
    BulkState state,
    JsonValue query,
    Edition definition,
    boolean skipSucceededSince,
    int rate,
    @Nullable String by,
    @Nullable Long total,
    long done,
    long skipped,
    long impossible,
    long removed,
    JsonValue reasons,
    ReplayedRuns.Counts runs,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant estimatedEnd) {

  static ReplayReply of(BulkReplay replay, ReplayedRuns.Counts runs, Instant now) {
    Progress progress = replay.progress();
    return new ReplayReply(
        replay.id(),
        replay.state(),
        JsonBinding.object(replay.query()),
        replay.request().isLatest() ? Edition.LATEST : Edition.ORIGINAL,
        replay.request().skipSucceeded(),
        replay.request().rate(),
        replay.request().askedBy().orElse(null),
        progress.total(),
        progress.done(),
        progress.skipped(),
        progress.impossible(),
        replay.removed(),
        JsonBinding.object(progress.reasons()),
        runs,
        replay.startedAt(),
        replay.endedAt(),
        replay.estimatedEnd(now).orElse(null));
  }
}
