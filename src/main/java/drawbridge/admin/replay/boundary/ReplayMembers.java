package drawbridge.admin.replay.boundary;

import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.RunMembers;
import drawbridge.admin.replay.control.Previews;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.Progress;
import java.time.Instant;

/** Bulk replays as the operators' API writes them. */
final class ReplayMembers {

  private ReplayMembers() {}

  static Members of(BulkReplay replay, Instant now) {
    Progress progress = replay.progress();
    Members members =
        new Members()
            .with("id", replay.id())
            .with("state", replay.state().label())
            .json("query", replay.query())
            .with("definition", replay.wish().isLatest() ? "latest" : "original")
            .with("skipSucceededSince", replay.wish().skipSucceeded())
            .with("rate", replay.wish().rate())
            .with("by", replay.wish().askedBy().orElse(null));
    Long total = progress.total();
    if (total != null) {
      members.with("total", total);
    }
    return members
        .with("done", progress.done())
        .with("skipped", progress.skipped())
        .with("impossible", progress.impossible())
        .with("removed", replay.removed())
        .json("reasons", progress.reasons())
        .with("startedAt", replay.startedAt())
        .with("endedAt", replay.endedAt())
        .with("estimatedEnd", replay.estimatedEnd(now).orElse(null));
  }

  static Members of(Previews.Preview preview) {
    return new Members()
        .with("count", preview.count())
        .with("more", preview.more())
        .list("sample", preview.sample(), RunMembers::of);
  }
}
