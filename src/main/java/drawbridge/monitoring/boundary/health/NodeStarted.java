package drawbridge.monitoring.boundary.health;

import drawbridge.run.control.RunCounters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Startup: the node has registered in the store. Served at {@code /health/started}. */
@Startup
@ApplicationScoped
public class NodeStarted implements HealthCheck {

  @Inject RunCounters runs;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("node").status(!runs.node().isEmpty()).build();
  }
}
