package drawbridge.monitoring.boundary.health;

import drawbridge.monitoring.control.DispatcherHealth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive means: the clock of the house goes. Asked at {@code /health/live}; it is not down because
 * the store is away, which a new start would not mend.
 */
@Liveness
@ApplicationScoped
public class ClockAlive implements HealthCheck {

  @Inject DispatcherHealth pulse;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("clock").status(!pulse.hasStopped()).build();
  }
}
