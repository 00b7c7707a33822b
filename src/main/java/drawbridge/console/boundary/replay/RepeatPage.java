package drawbridge.console.boundary.replay;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.control.Previews;
import drawbridge.admin.replay.control.ReplayCommands;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.console.boundary.RunFilter;
import drawbridge.operator.control.CurrentOperator;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A new bulk replay: what it would repeat, counted first, and how. */
@Named("repeat")
@RequestScoped
public class RepeatPage {

  private static final int SAMPLE = 10;

  @Inject Previews previews;
  @Inject ReplayCommands commands;
  @Inject RunFilter filter;
  @Inject CurrentOperator currentOperator;
  @Inject PageContext place;

  private Previews.@Nullable Preview read;
  private boolean latest;
  private boolean skipSucceeded = true;
  private int rate = ReplayRequest.USUAL_RATE;

  /** What of the address was not understood; then nothing is counted. */
  public List<String> getFaults() {
    getPreview();
    return filter.faults();
  }

  /** What would be repeated now. */
  public Previews.Preview getPreview() {
    Previews.Preview known = read;
    if (known == null) {
      RunQuery query = filter.query(SAMPLE);
      known =
          filter.faults().isEmpty()
              ? previews.of(place.workspace().id(), query)
              : new Previews.Preview(0, false, List.of());
      read = known;
    }
    return known;
  }

  /** The address of the list with these runs. */
  public String getRuns() {
    return PageQuery.of("runs.xhtml", filter.parameters());
  }

  public boolean isOpen() {
    return filter.isOpen();
  }

  /** Begins, and goes to where one sees how far it is. */
  public void start() throws IOException {
    RunQuery query = filter.query(SAMPLE);
    if (!filter.faults().isEmpty()) {
      return; // the page says so
    }
    ReplayRequest wish =
        new ReplayRequest(
            latest, skipSucceeded, rate, Optional.of(currentOperator.person().name()));
    BulkReplay started = commands.start(place.workspace().id(), query, wish);
    place.go(
        PageQuery.of("replay.xhtml", Map.of("workspace", place.getNamed(), "id", started.id())),
        "It has begun. The originals are kept.");
  }

  public int getHighestRate() {
    return ReplayRequest.HIGHEST_RATE;
  }

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

  /** Runs in a second, on all nodes together. */
  public int getRate() {
    return rate;
  }

  public void setRate(int rate) {
    this.rate = rate;
  }
}
