package drawbridge.monitoring.boundary.health;

import drawbridge.monitoring.control.Disk;
import drawbridge.monitoring.control.MonitoringSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means, too: there is room for what will be accepted, where the store is an H2 file. Asked
 * at {@code /health/ready}.
 */
@Readiness
@ApplicationScoped
public class DiskReady implements HealthCheck {

  @Inject Disk disk;
  @Inject MonitoringSettings settings;

  @Override
  public HealthCheckResponse call() {
    OptionalLong free = disk.free();
    HealthCheckResponseBuilder check = HealthCheckResponse.named("disk");
    free.ifPresent(
        bytes -> check.withData("freeBytes", bytes).withData("leastFree", settings.leastFree()));
    return check.status(disk.hasRoom()).build();
  }
}
