package drawbridge.run.worker;

import drawbridge.run.slots.RunLease;
import drawbridge.run.slots.RunSlots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Slots that record which leases were freed. */
public final class RecordedSlots extends RunSlots {

  private final List<String> freed = new ArrayList<>();

  @Override
  public synchronized void free(Collection<RunLease> all) {
    all.forEach(lease -> freed.add(lease.id()));
    super.free(all);
  }

  /** Returns the run ids of all freed leases, in order, once for each call that freed them. */
  synchronized List<String> freed() {
    return List.copyOf(freed);
  }
}
