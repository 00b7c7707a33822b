package drawbridge.admin.replay.boundary;

import drawbridge.admin.replay.control.ReplayedRuns;
import drawbridge.admin.replay.entity.BulkReplay;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the replies that show bulk replays with their runs. */
@RequestScoped
public class ReplayReplies {

  @Inject ReplayedRuns replayedRuns;
  @Inject Clock clock;

  /** Returns a reply for each bulk replay, in order. */
  public List<ReplayReply> of(List<BulkReplay> all) {
    Map<String, ReplayedRuns.Counts> runs =
        replayedRuns.of(all.stream().map(BulkReplay::id).toList());
    Instant now = clock.instant();
    return all.stream()
        .map(it -> ReplayReply.of(it, Objects.requireNonNull(runs.get(it.id())), now))
        .toList();
  }
}
