package drawbridge.monitoring.control;

import drawbridge.inbound.control.InboundCounters;
import drawbridge.monitoring.entity.Counts;
import drawbridge.platform.control.StoreCounters;
import drawbridge.run.control.RunCounters;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What all rooms of this node have counted since its start. */
@ApplicationScoped
public class Counters {

  @Inject InboundCounters inbound;
  @Inject RunCounters runs;
  @Inject StoreCounters store;

  /** Requests and their entries. */
  public InboundCounters inbound() {
    return inbound;
  }

  /** Runs, and this node's work on them. */
  public RunCounters runs() {
    return runs;
  }

  /** The store's silence. */
  public StoreCounters store() {
    return store;
  }

  /** The counts that are kept in the store. */
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
