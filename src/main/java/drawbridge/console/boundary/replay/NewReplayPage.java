package drawbridge.console.boundary.replay;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.control.Previews;
import drawbridge.admin.replay.control.ReplayCommands;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.run.RunListFilter;
import drawbridge.operator.control.CurrentOperator;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A preview of a bulk replay, and the form that starts it. */
@Named("newReplay")
@RequestScoped
public class NewReplayPage {

  private static final int SAMPLE = 10;

  @Inject Previews previews;
  @Inject ReplayCommands commands;
  @Inject RunListFilter filter;
  @Inject CurrentOperator currentOperator;
  @Inject PageContext context;

  private final Lazy<Previews.Preview> preview = new Lazy<>(this::find);
  private boolean latest;
  private boolean skipSucceeded = true;
  private int rate = ReplayRequest.USUAL_RATE;

  private Previews.Preview find() {
    RunQuery query = filter.query(SAMPLE);
    return filter.faults().isEmpty()
        ? previews.of(context.workspace().id(), query)
        : new Previews.Preview(0, 0, 0, false, List.of());
  }

  /** Returns the invalid parts of the filter as sentences. With faults, no run matches. */
  public List<String> getFaults() {
    preview.get();
    return filter.faults();
  }

  /** Returns the runs that a bulk replay would replay now. */
  public Previews.Preview getPreview() {
    return preview.get();
  }

  /** Returns the URL of the list with the matching runs. */
  public String getRuns() {
    return filter.url("runs.xhtml", "");
  }

  /** Returns whether the filter matches all runs of the workspace. */
  public boolean isUnfiltered() {
    return filter.isEmpty();
  }

  /** Starts the bulk replay and redirects to its page. Does nothing with an invalid filter. */
  public void start() throws IOException {
    RunQuery query = filter.query(SAMPLE);
    if (!filter.faults().isEmpty()) {
      return;
    }
    ReplayRequest request =
        new ReplayRequest(
            latest, skipSucceeded, rate, Optional.of(currentOperator.person().name()));
    BulkReplay started = commands.start(context.workspace().id(), query, request);
    context.redirect(
        context.at(ReplayPage.PAGE, "id", started.id()),
        "The bulk replay has started. The original runs are unchanged.");
  }

  public int getMaxRate() {
    return ReplayRequest.HIGHEST_RATE;
  }

  /** Returns whether replays run the latest version instead of the original one. */
  public boolean isLatest() {
    return latest;
  }

  public void setLatest(boolean latest) {
    this.latest = latest;
  }

  public boolean isSkipSucceeded() {
    return skipSucceeded;
  }

  public void setSkipSucceeded(boolean skipSucceeded) {
    this.skipSucceeded = skipSucceeded;
  }

  /** Returns the runs per second of all nodes together. */
  public int getRate() {
    return rate;
  }

  public void setRate(int rate) {
    this.rate = rate;
  }
}
