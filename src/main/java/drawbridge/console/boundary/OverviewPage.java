package drawbridge.console.boundary;

import drawbridge.admin.control.list.Activity;
import drawbridge.admin.control.list.RejectionLines;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.admin.issue.control.IssueSearch;
import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.run.entity.IssueState;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The overview: figures of the workspace, and charts and nodes of all workspaces. */
@Named("overview")
@RequestScoped
public class OverviewPage {

  /** Maximum count of runs; a larger count is shown as more than this. */
  private static final int MOST_COUNTED = 10_000;

  @Inject Activity activity;
  @Inject RunSearch runs;
  @Inject RejectionLines rejections;
  @Inject IssueSearch issues;
  @Inject PageContext context;

  private final Lazy<Activity.Report> report =
      new Lazy<>(() -> activity.of(getPeriod().length, getPeriod().resolution));

  private final Lazy<List<Figure>> figures = new Lazy<>(this::figures);

  private final Lazy<Long> openIssues =
      new Lazy<>(
          () ->
              context.hasWorkspace()
                  ? issues.count(context.workspace().id(), IssueState.OPEN)
                  : Long.valueOf(0));

  /**
   * A number.
   *
   * @param url of the list that has as many lines; empty without a list
   * @param tone {@code bad}, {@code accent} or empty
   */
  public record Figure(String name, String value, String note, String url, String tone) {}

  /** The period of the figures and charts. */
  public enum Period {
    HOUR("Last hour", Duration.ofHours(1), Resolution.MINUTE),
    DAY("Last day", Duration.ofDays(1), Resolution.HOUR),
    WEEK("Last week", Duration.ofDays(7), Resolution.HOUR);

    private final String label;
    private final Duration length;
    private final Resolution resolution;

    Period(String label, Duration length, Resolution resolution) {
      this.label = label;
      this.length = length;
      this.resolution = resolution;
    }

    public String getLabel() {
      return label;
    }

    /** Returns the value of the query parameter {@code reach}. */
    public String getName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public List<Period> getPeriods() {
    return List.of(Period.values());
  }

  /** Returns the requested period; the last hour by default. */
  public Period getPeriod() {
    Optional<String> requested = context.parameter("reach");
    return getPeriods().stream()
        .filter(period -> requested.filter(period.getName()::equals).isPresent())
        .findFirst()
        .orElse(Period.HOUR);
  }

  /** Returns the counts of the period, and nodes and unfinished runs now. */
  public Activity.Report getReport() {
    return report.get();
  }

  /** Returns whether any count of the period is above 0. */
  public boolean isActive() {
    return !report.get().counts().equals(Counts.NONE);
  }

  /** Returns the chart of received requests for Chart.js. */
  public String getRequestsChart() {
    return new StackedBars(report.get().points())
        .with("Accepted", "accent", Counts::accepted)
        .with("Duplicate", "line-strong", Counts::duplicate)
        .with("Ignored", "quiet", Counts::ignored)
        .with("Rejected", "warn", Counts::rejected)
        .toJson();
  }

  /** Returns the chart of ended runs for Chart.js. */
  public String getRunsChart() {
    return new StackedBars(report.get().points())
        .with("Succeeded", "good", Counts::succeeded)
        .with("Failed", "bad", Counts::failed)
        .with("Cancelled", "line-strong", Counts::cancelled)
        .toJson();
  }

  /** Returns the figures of the period. Those with a list count the workspace. */
  public List<Figure> getFigures() {
    return figures.get();
  }

  private List<Figure> figures() {
    Counts all = report.get().counts();
    Optional<Instant> since = Optional.of(report.get().since());
    Figure failed = runs("Failed", Optional.of(RunState.FAILED), since, "runs of this period");
    return List.of(
        runs("Runs", Optional.empty(), since, "replays and children included"),
        failed.value().equals("0") ? failed : toned(failed, "bad"),
        toned(runs("Running", Optional.of(RunState.RUNNING), Optional.empty(), "now"), "accent"),
        new Figure(
            "Rejected",
            Format.grouped(rejections.total(context.getWorkspaceName())),
            "all kept, seconds late",
            context.url("rejections.xhtml"),
            ""),
        new Figure("Duplicate", Format.grouped(all.duplicate()), "in all workspaces", "", ""),
        new Figure("Ignored", Format.grouped(all.ignored()), "in all workspaces", "", ""));
  }

  /** Returns the number of open issues of the workspace. */
  public long getOpenIssues() {
    return openIssues.get();
  }

  /** Returns the numbers of unfinished runs of the workspace. */
  public List<Figure> getQueue() {
    return List.of(
        runs("Queued", Optional.of(RunState.QUEUED), Optional.empty(), "not yet started"),
        runs("Running", Optional.of(RunState.RUNNING), Optional.empty(), "on a node"),
        runs(
            "Waiting",
            Optional.of(RunState.WAITING),
            Optional.empty(),
            "for a time or another run"));
  }

  private Figure runs(String name, Optional<RunState> state, Optional<Instant> since, String note) {
    Optional<String> none = Optional.empty();
    RunQuery query =
        new RunQuery(state, none, none, none, none, none, since, Optional.empty(), none, none, 1);
    long count =
        context.hasWorkspace() ? runs.count(context.workspace().id(), query, MOST_COUNTED + 1) : 0;
    return new Figure(
        name,
        count > MOST_COUNTED ? ">\u00a0" + Format.grouped(MOST_COUNTED) : Format.grouped(count),
        note,
        context.url(
            "runs.xhtml",
            "status",
            state.map(RunState::label).orElse(""),
            "from",
            since.map(Instant::toString).orElse("")),
        "");
  }

  private static Figure toned(Figure figure, String tone) {
    return new Figure(figure.name(), figure.value(), figure.note(), figure.url(), tone);
  }

  /** Returns how long the oldest due run has waited for a node; null when no run is due. */
  public @Nullable String getLongestWait() {
    return report.get().cluster().oldestDue().map(Format::duration).orElse(null);
  }
}
