package drawbridge.monitoring.boundary.health;

import drawbridge.monitoring.control.DispatcherHealth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Liveness: the dispatcher's timer runs. Served at {@code /health/live}. An unavailable store does
 * not make the node unhealthy, because a restart would not help.
 */
@Liveness
@ApplicationScoped
public class ClockAlive implements HealthCheck {

  @Inject DispatcherHealth dispatcher;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("clock").status(!dispatcher.hasStopped()).build();
  }
}
