package drawbridge.admin.control;

import drawbridge.monitoring.control.DispatcherHealth;
import drawbridge.platform.control.StoreStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.BooleanSupplier;

/**
 * Tells the launcher of {@code drawbridge.jar} whether this node works, as {@code /health/live}
 * does: the launcher answers that on a port of its own, and ends a process that needs a restart
 * (R8).
 */
@ApplicationScoped
public class NodeLiveness {

  @Inject DispatcherHealth dispatcher;
  @Inject StoreStatus store;

  /** Tells the launcher what to ask. Does nothing on a server without it. */
  public void offer() {
    LauncherLink.pass(
        "whenAsked", BooleanSupplier.class, () -> !dispatcher.hasStopped() && !store.isLost());
  }
}
