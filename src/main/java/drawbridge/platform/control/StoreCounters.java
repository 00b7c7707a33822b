package drawbridge.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;

/** How often the store's silence reached somebody outside, on this node since its start. */
@ApplicationScoped
public class StoreCounters {

  private final LongAdder unavailable = new LongAdder();

  /** One more request was told to come again, since the store did not answer. */
  public void turnAway() {
    unavailable.increment();
  }

  public long unavailable() {
    return unavailable.sum();
  }
}
