package drawbridge.console.boundary.issue;

import drawbridge.admin.control.list.WorkflowLines;
import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.issue.control.IssueCommands;
import drawbridge.admin.issue.control.IssueLine;
import drawbridge.admin.issue.control.IssueSearch;
import drawbridge.admin.replay.control.BulkReplays;
import drawbridge.admin.replay.control.ReplayedRuns;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.replay.StateCount;
import drawbridge.run.control.issue.IssueLedger.Changed;
import drawbridge.run.entity.IssueState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An issue with its newest failed run and the bulk replays of its runs. Changes its state. */
@Named("issue")
@RequestScoped
public class IssuePage {

  private static final String PAGE = "issue.xhtml";

  @Inject IssueSearch search;
  @Inject IssueCommands commands;
  @Inject BulkReplays bulkReplays;
  @Inject ReplayedRuns replayedRuns;
  @Inject WorkflowLines workflows;
  @Inject PageContext context;

  private final Lazy<Optional<IssueLine>> selected =
      new Lazy<>(() -> context.find("id", search::find));

  private final Lazy<List<BulkReplay>> replays =
      new Lazy<>(
          () ->
              bulkReplays.ofFilter(
                  context.workspace().id(), RunFilter.ofIssue(getSelected().id())));

  private final Lazy<Map<String, ReplayedRuns.Counts>> runs =
      new Lazy<>(() -> replayedRuns.of(getReplays().stream().map(BulkReplay::id).toList()));

  private long seen;

  /** Ends the request with 404 when the URL names no issue of the workspace. */
  public void requireSelected() throws IOException {
    if (context.hasWorkspace() && selected.get().isEmpty()) {
      context.notFound(
          "There is no such issue in this workspace. Retention may have removed its runs.");
    }
  }

  /**
   * Returns the issue of the URL.
   *
   * @throws IllegalStateException without an issue; call {@link #requireSelected} first
   */
  public IssueLine getSelected() {
    return selected.get().orElseThrow(() -> new IllegalStateException("no such issue"));
  }

  /** Returns whether the workflow exists; it may have been removed. */
  public boolean isWorkflowPresent() {
    return workflows.in(context.workspace().id()).stream()
        .anyMatch(line -> line.name().equals(getSelected().workflow()));
  }

  /** Returns the latest bulk replays of the issue, newest first. */
  public List<BulkReplay> getReplays() {
    return replays.get();
  }

  /** Returns how many runs that a bulk replay started are in each state, without empty states. */
  public List<StateCount> states(BulkReplay replay) {
    return StateCount.of(Objects.requireNonNull(runs.get().get(replay.id())));
  }

  public void acknowledge() throws IOException {
    change(IssueState.ACKNOWLEDGED, "The issue is acknowledged.");
  }

  public void resolve() throws IOException {
    change(IssueState.RESOLVED, "The issue is resolved. The next failure opens it again.");
  }

  /** Opens the issue again. */
  public void open() throws IOException {
    change(IssueState.OPEN, "The issue is open.");
  }

  private void change(IssueState next, String message) throws IOException {
    String id = getSelected().id();
    Changed changed = commands.change(context.workspace().id(), id, next, Optional.of(seen));
    String page = context.at(PAGE, "id", id);
    if (changed == Changed.YES) {
      context.redirect(page, message);
    } else {
      context.redirectWithError(
          page, "The issue was not changed.", "Its state has changed since you opened the page.");
    }
  }

  /** Returns the version of the shown state, which a change submits. */
  public long getVersion() {
    return getSelected().version();
  }

  public void setVersion(long version) {
    this.seen = version;
  }
}
