package drawbridge.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;

/** Counts the effects of an unavailable store on callers, for this node since its start. */
@ApplicationScoped
public class StoreCounters {

  private final LongAdder unavailable = new LongAdder();

  /** Counts a request that was answered with 503. */
  public void addRejection() {
    unavailable.increment();
  }

  public long unavailable() {
    return unavailable.sum();
  }
}
