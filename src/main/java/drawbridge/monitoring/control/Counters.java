package drawbridge.monitoring.control;

import drawbridge.inbound.control.InboundCounters;
import drawbridge.monitoring.entity.Counts;
import drawbridge.platform.control.StoreStatus;
import drawbridge.run.control.RunCounters;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The counters of this node since its start. */
@ApplicationScoped
public class Counters {

  @Inject InboundCounters inbound;
  @Inject RunCounters runs;
  @Inject StoreStatus store;

  public InboundCounters inbound() {
    return inbound;
  }

  public RunCounters runs() {
    return runs;
  }

  public StoreStatus store() {
    return store;
  }

  /** Returns the counters that {@link TallyClock} stores. */
  public Counts counts() {
    return new Counts(
        inbound.accepted(),
        inbound.duplicates(),
        inbound.rejected(),
        store.unavailable(),
        runs.ended(RunState.SUCCEEDED),
        runs.ended(RunState.FAILED),
        runs.ended(RunState.CANCELLED));
  }
}
