package drawbridge.console.boundary.replay;

import drawbridge.admin.replay.control.BulkReplays;
import drawbridge.admin.replay.control.BulkReplays.Steered;
import drawbridge.admin.replay.control.ReplayCommands;
import drawbridge.admin.replay.control.ReplayedRuns;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkState;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.json.Json;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bulk replay and its progress. Pauses, resumes and cancels it. */
@Named("replay")
@RequestScoped
public class ReplayPage {

  static final String PAGE = "replay.xhtml";

  @Inject BulkReplays replays;
  @Inject ReplayedRuns replayedRuns;
  @Inject ReplayCommands commands;
  @Inject PageContext context;
  @Inject Clock clock;

  private final Lazy<Optional<BulkReplay>> replay =
      new Lazy<>(() -> replays.find(context.workspace().id(), id()));

  private final Lazy<ReplayedRuns.Counts> runs =
      new Lazy<>(
          () ->
              Objects.requireNonNull(
                  replayedRuns.of(List.of(getSelected().id())).get(getSelected().id())));

  /** A reason why runs were not replayed, and the number of these runs. */
  public record Reason(String text, long count) {}

  /** Ends the request with 404 when the URL names no bulk replay of the workspace. */
  public void requireSelected() throws IOException {
    if (context.hasWorkspace() && replay.get().isEmpty()) {
      context.notFound(
          "There is no such bulk replay in this workspace. Retention may have removed it.");
    }
  }

  /**
   * Returns the bulk replay of the URL.
   *
   * @throws IllegalStateException without a bulk replay; call {@link #requireSelected} first
   */
  public BulkReplay getSelected() {
    return replay.get().orElseThrow(() -> new IllegalStateException("no such bulk replay"));
  }

  /** Returns the earliest end; null while it is unknown. */
  public @Nullable Instant getEstimatedEnd() {
    return getSelected().estimatedEnd(clock.instant()).orElse(null);
  }

  /** Returns how many started runs are in each state, without empty states. */
  public List<StateCount> getStates() {
    return StateCount.of(runs.get());
  }

  /** Returns whether the page refreshes itself: until the bulk replay and its runs have ended. */
  public boolean isLive() {
    return !getSelected().state().isFinal() || runs.get().unfinished() > 0;
  }

  /** Returns why runs were not replayed. */
  public List<Reason> getReasons() {
    return Json.read(getSelected().progress().reasons()).properties().stream()
        .map(each -> new Reason(each.getKey(), each.getValue().asLong()))
        .toList();
  }

  public void pause() throws IOException {
    steer(BulkState.PAUSED, "The bulk replay is paused.");
  }

  public void resume() throws IOException {
    steer(BulkState.RUNNING, "The bulk replay is resumed.");
  }

  public void cancel() throws IOException {
    steer(BulkState.CANCELLED, "The bulk replay is cancelled.");
  }

  private void steer(BulkState next, String message) throws IOException {
    Steered outcome = commands.steer(context.workspace().id(), id(), next);
    context.redirect(
        context.at(PAGE, "id", id()),
        outcome == Steered.YES ? message : "The bulk replay has already ended.");
  }

  private String id() {
    return context.parameter("id").orElse("");
  }
}
