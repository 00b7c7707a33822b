package drawbridge.console.boundary.replay;

import drawbridge.admin.control.Page;
import drawbridge.admin.replay.control.BulkReplays;
import drawbridge.admin.replay.control.ReplayedRuns;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.Progress;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.Ids;
import drawbridge.platform.json.Json;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;

/** The bulk replays of a workspace, newest first. */
@Named("replays")
@RequestScoped
public class ReplaysPage {

  private static final int PAGE_SIZE = 25;

  @Inject BulkReplays replays;
  @Inject ReplayedRuns replayedRuns;
  @Inject PageContext context;

  private final Lazy<Page<BulkReplay, String>> result =
      new Lazy<>(() -> replays.list(context.workspace().id(), cursor(), PAGE_SIZE));

  private final Lazy<Map<String, ReplayedRuns.Counts>> runs =
      new Lazy<>(() -> replayedRuns.of(getLines().stream().map(BulkReplay::id).toList()));

  public List<BulkReplay> getLines() {
    return result.get().items();
  }

  /** Returns how many runs that a bulk replay started are in each state, without empty states. */
  public List<StateCount> states(BulkReplay replay) {
    return StateCount.of(Objects.requireNonNull(runs.get().get(replay.id())));
  }

  /** Describes the filter of a bulk replay. */
  public String filter(BulkReplay replay) {
    StringJoiner parts = new StringJoiner(", ");
    Json.read(replay.query())
        .properties()
        .forEach(part -> parts.add(part.getKey() + " " + part.getValue().asText()));
    return parts.length() == 0 ? "all runs" : parts.toString();
  }

  /** Returns how many runs were replayed, skipped or impossible to replay. */
  public long processed(BulkReplay replay) {
    Progress progress = replay.progress();
    return progress.done() + progress.skipped() + progress.impossible();
  }

  /**
   * Returns whether the list refreshes itself: while a bulk replay or a run of it has not ended.
   */
  public boolean isLive() {
    return getLines().stream().anyMatch(replay -> !replay.state().isFinal())
        || runs.get().values().stream().anyMatch(it -> it.unfinished() > 0);
  }

  /** Returns the URL of the next page; empty on the last page. */
  public String getOlder() {
    return result.get().next().map(this::at).orElse("");
  }

  /** Returns the URL of the first page; empty on the first page. */
  public String getNewest() {
    return cursor().isEmpty() ? "" : at("");
  }

  private String at(String cursor) {
    return context.at("replays.xhtml", "cursor", cursor);
  }

  private Optional<String> cursor() {
    return context.parameter("cursor").filter(Ids::isUuid);
  }
}
