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
 * Readiness: the disk of the H2 file has enough free space. Always up on other stores. Served at
 * {@code /health/ready}.
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
    return check.status(disk.hasSpace()).build();
  }
}
