package drawbridge.monitoring.boundary.health;

import drawbridge.monitoring.control.DispatcherHealth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: the dispatcher polls for due runs. Served at {@code /health/ready}. */
@Readiness
@ApplicationScoped
public class DispatcherReady implements HealthCheck {

  @Inject DispatcherHealth dispatcher;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder check = HealthCheckResponse.named("dispatcher");
    dispatcher.sinceSweep().ifPresent(age -> check.withData("secondsSinceSweep", age.toSeconds()));
    return check.status(dispatcher.isSweeping()).build();
  }
}
